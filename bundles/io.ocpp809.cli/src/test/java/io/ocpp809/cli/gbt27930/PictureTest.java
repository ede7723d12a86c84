package io.ocpp809.cli.gbt27930;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ocpp809.cli.gbt27930.Picture.Line;
import io.ocpp809.cli.gbt27930.Picture.Mark;
import io.ocpp809.cli.gbt27930.Picture.Panel;
import io.ocpp809.cli.gbt27930.Picture.Span;
import java.io.StringReader;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

class PictureTest {

  static String sample() {
    Curve volts = new Curve(5);
    Curve amps = new Curve(5);
    Curve wanted = new Curve(5);
    Curve soc = new Curve(5);
    for (int i = 0; i < 2400; i++) {
      double t = 10 + i * 0.5;
      volts.add(t, 350 + i * 0.02);
      amps.add(t, Math.min(i, Math.min(117, 117 - (i - 1500) * 0.1)));
      wanted.add(t, 200);
      soc.add(t, 34 + i / 60);
    }
    return Picture.draw(
        "Recording <a&b>.log",
        "stopped by the vehicle: SOC target",
        1230,
        List.of(
            new Span("handshake", "#cfe2f3", 0, 5),
            new Span("parameters", "#fff2cc", 5, 10),
            new Span("charging", "#d9ead3", 10, 1210),
            new Span("end", "#eeeeee", 1210, 1230)),
        List.of(new Mark(1210, "BST: SOC target"), new Mark(1211, "CST: the BMS stopped")),
        List.of(
            new Panel(
                "voltage (V)",
                170,
                false,
                List.of(new Line("charger (CCS)", "#1f4e9c", false, volts))),
            new Panel(
                "current (A)",
                170,
                true,
                List.of(
                    new Line("charger (CCS)", "#1f4e9c", false, amps),
                    new Line("asked for (BCL)", "#c55a11", true, wanted))),
            new Panel(
                "state of charge (%)",
                120, false, List.of(new Line("BCS", "#38761d", false, soc)))));
  }

  private static Document parsed(String svg) throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    return factory.newDocumentBuilder().parse(new InputSource(new StringReader(svg)));
  }

  @Test
  void thePictureIsOneFileWithAxesThatAreNamed() throws Exception {
    String svg = sample();
    Document d = parsed(svg);
    assertEquals("svg", d.getDocumentElement().getTagName());
    assertEquals(4, d.getElementsByTagName("path").getLength());
    String text = d.getDocumentElement().getTextContent();
    for (String word :
        List.of(
            "Recording <a&b>.log",
            "voltage (V)",
            "current (A)",
            "state of charge (%)",
            "time since the first frame (min)",
            "asked for (BCL)",
            "handshake",
            "charging")) {
      assertTrue(text.contains(word), word);
    }
    // Nothing that a viewer would have to fetch.
    assertFalse(svg.replace("http://www.w3.org/2000/svg", "").contains("http"));
    assertFalse(svg.contains("href"));
    assertFalse(svg.contains("NaN"));
  }

  @Test
  void aPanelWithoutValuesSaysSo() throws Exception {
    Line none = new Line("BCS", "#38761d", false, new Curve(5));
    String svg =
        Picture.draw(
            "t",
            "s",
            0,
            List.of(),
            List.of(),
            List.of(new Panel("state of charge (%)", 120, false, List.of(none))));
    String text = parsed(svg).getDocumentElement().getTextContent();
    assertTrue(text.contains("not said in this recording"), text);
    assertFalse(svg.contains("NaN"));
  }
}
