package io.ocpp809.can;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogReaderTest {
  private LogReader reader;

  private List<String> read(String... lines) throws IOException {
    reader = new LogReader(new BufferedReader(new StringReader(String.join("\n", lines) + "\n")));
    return drain();
  }

  private List<String> drain() throws IOException {
    List<String> frames = new ArrayList<>();
    for (Optional<LogFrame> f = reader.next(); f.isPresent(); f = reader.next()) {
      LogFrame frame = f.get();
      frames.add(frame.nanos() / 1_000 + " " + frame.channel() + " " + frame.frame());
    }
    return frames;
  }

  @Test
  void whatCandumpWritesToFilesIsRead() throws IOException {
    assertEquals(
        List.of(
            "1436509052249713 can0 1826F456#010100",
            "1436509052249714 can1 123#",
            "1436509052249715 can0 123#R4",
            "1436509052249716 can0 00000123#R0",
            "1436509052249717 can0 182756F4#8E17"),
        read(
            "(1436509052.249713) can0 1826F456#010100",
            "(1436509052.249714) can1 123#",
            "(1436509052.249715) can0 123#R4",
            "(1436509052.249716) can0 00000123#R",
            "(1436509052.249717) can0 182756f4#8e17 R"));
    assertEquals("candump", reader.format());
    assertEquals(0, reader.broken());
  }

  @Test
  void whatCandumpWritesToTheScreenIsRead() throws IOException {
    assertEquals(
        List.of(
            "0 can0 1826F456#010100",
            "250100 can0 182756F4#8E17",
            "250200 vcan0 123#",
            "250300 can0 00000123#R8",
            "250400 can0 101956F4#40000000"),
        read(
            " (000.000000)  can0  1826F456   [3]  01 01 00",
            " (000.250100)  can0  182756F4   [2]  8E 17                     '..'",
            " (000.250200)  vcan0  123   [0] ",
            " (000.250300)  can0  00000123   [8]  remote request",
            " (000.250400)  can0  RX - -  101956F4   [4]  40 00 00 00"));
    assertEquals(
        List.of("0 can0 1826F456#010100", "0 can0 182756F4#8E17"),
        read("  can0  1826F456   [3]  01 01 00", "  can0  182756F4   [2]  8E 17"));
    // 2015-07-10 06:17:32 UTC.
    assertEquals(
        List.of("1436509052249713 can0 123#01"),
        read(" (2015-07-10 06:17:32.249713)  can0  123   [1]  01"));
  }

  @Test
  void aVectorLogIsReadWithEitherBaseAndEitherKindOfStamps() throws IOException {
    assertEquals(
        List.of("250100 1 1826F456#010100", "300000 2 123#", "400000 1 18FF0001#R8"),
        read(
            "date Sat May 16 08:24:36.000 am 2015",
            "base hex  timestamps absolute",
            "internal events logged",
            "// version 9.0.0",
            "Begin Triggerblock Sat May 16 08:24:36.000 am 2015",
            "   0.000000 Start of measurement",
            "   0.100000 CAN 1 Status:chip status error active",
            "   0.250100 1  1826F456x       Rx   d 3 01 01 00  Length = 0 BitCount = 80 ID = 405206102x",
            "   0.260000 1  ErrorFrame",
            "   0.300000 2  123             Tx   d 0",
            "   0.350000 1  Statistic: D 0 R 0 XD 1 XR 0 E 0 O 0 B 0.00%",
            "   0.400000 1  18FF0001x       Rx   r 8",
            "End TriggerBlock"));
    assertEquals("ASC", reader.format());
    assertEquals(0, reader.broken());
    assertEquals(1, reader.busErrors());
    // 405206102 = 1826F456h, 255 = FFh.
    assertEquals(
        List.of("500000 1 1826F456#FF01", "750000 1 7B#00".replace("7B", "07B")),
        read(
            "base dec timestamps relative",
            " 0.500000 1 405206102x Rx d 2 255 1",
            " 0.250000 1 123 Rx d 1 0"));
  }

  @Test
  void classicFramesThatAChannelOfCanFdHasWrittenAreRead() throws IOException {
    assertEquals(
        List.of("250100 1 1826F456#010100", "260100 1 182756F4#8E17", "270100 2 123#"),
        read(
            "base hex  timestamps absolute",
            "   0.250100 CANFD   1 Rx   1826F456x                          0 0 3  3 01 01 00   130000"
                + "  130        0 0 0 0 0 0",
            "   0.260100 CANFD   1 Tx   182756F4x  BHM                     0 0 2  2 8E 17   1  1  0",
            "   0.270100 CANFD   2 Rx        123                          0 0 0  0    1  1  0",
            "   0.280100 CANFD   1 Rx  ErrorFrame                    0 0 0 Data 0",
            "   0.290100 CANFD   1 Rx        124                          1 0 9 12 01 02 03"));
    assertEquals(1, reader.busErrors());
    assertEquals(1, reader.broken());
    assertTrue(reader.brokenLines().get(0).contains("CAN FD"), reader.brokenLines().get(0));
  }

  @Test
  void stampsOfTheScreenThatAreDifferencesAreAddedUp(@TempDir Path folder) throws IOException {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      lines.add(" (000.%06d)  can0  1826F456   [3]  01 01 00".formatted(i == 0 ? 0 : 230_000));
      lines.add(" (000.020000)  can0  182756F4   [2]  8E 17");
    }
    Path file = Files.write(folder.resolve("differences.log"), lines);
    reader = LogReader.open(file);
    List<String> read = drain();
    assertEquals("20000 can0 182756F4#8E17", read.get(1));
    assertEquals("250000 can0 1826F456#010100", read.get(2));
    assertEquals("4770000 can0 182756F4#8E17", read.get(39));
  }

  @Test
  void timesOfTheScreenAreNoDifferencesThoughSomeFall(@TempDir Path folder) throws IOException {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      int micros = i * 1_000 - (i % 10 == 9 ? 1_500 : 0);
      lines.add(" (000.%06d)  can%d  1826F456   [3]  01 01 00".formatted(micros, i % 2));
    }
    Path file = Files.write(folder.resolve("times.log"), lines);
    reader = LogReader.open(file);
    assertEquals("38000 can1 1826F456#010100", drain().get(39));
  }

  @Test
  void aVectorLogWithoutHeadIsKnownByItsFrames() throws IOException {
    assertEquals(
        List.of("15991 1 1CEC56F4#10310007FF000200"),
        read("   0.015991 1  1CEC56F4x       Rx   d 8 10 31 00 07 FF 00 02 00"));
    assertEquals("ASC", reader.format());
  }

  @Test
  void csvIsReadByTheNamesInItsHead() throws IOException {
    // SavvyCAN: microseconds, one column an octet.
    assertEquals(
        List.of("166064000 0 1826F456#010100", "166064250 1 123#"),
        read(
            "Time Stamp,ID,Extended,Dir,Bus,LEN,D1,D2,D3,D4,D5,D6,D7,D8",
            "166064000,1826F456,true,Rx,0,3,01,01,00,00,00,00,00,00,",
            "166064250,00000123,false,Rx,1,0,,,,,,,,"));
    // python-can: seconds, data in base 64 (AQEA = 01 01 00).
    assertEquals(
        List.of("1436509052249713  1826F456#010100", "1436509052300000  123#R4"),
        read(
            "timestamp,arbitration_id,extended,remote,error,dlc,data",
            "1436509052.249713,0x1826f456,1,0,0,3,AQEA",
            "1436509052.3,0x123,0,1,0,4,",
            "1436509052.4,0x0,0,0,1,0,"));
    assertEquals(1, reader.busErrors());
    // One column of data, semicolons, a unit, quotes.
    assertEquals(
        List.of("1500  1826F456#010100", "2000  123#FF"),
        read("\"Time (ms)\";\"ID\";\"Data\"", "1.5;0x1826F456;\"01 01 00\"", "2;123;FF"));
    assertEquals(0, reader.broken());
  }

  @Test
  void whereTheClockWasSetBackTimeRunsOnAndALittleDisorderIsNone() throws IOException {
    assertEquals(
        List.of(
            "9000000000 can0 123#01",
            "9000500000 can0 123#02",
            "9000500000 can1 123#03",
            "9000500000 can0 123#04",
            "9002500000 can0 123#05"),
        read(
            "(9000.000000) can0 123#01",
            "(9000.500000) can0 123#02",
            "(9000.400000) can1 123#03",
            "(5400.000000) can0 123#04",
            "(5402.000000) can0 123#05"));
    assertEquals(1, reader.setBack());
  }

  @Test
  void chineseProgramsSayLengthOfIdentifierAndKindOfFrameInEitherColumn() throws IOException {
    List<String> told =
        List.of("1250000  1826F456#010100", "1260000  123#07", "1270000  1826F456#R3");
    assertEquals(
        told,
        read(
            "序号,时间标识,帧ID,帧格式,帧类型,数据长度,数据(HEX)",
            "0,1.25,0x1826F456,数据帧,扩展帧,0x03,01 01 00",
            "1,1.26,0x123,数据帧,标准帧,0x01,07",
            "2,1.27,0x1826F456,远程帧,扩展帧,0x03,"));
    assertEquals(
        told,
        read(
            "序号,时间戳,ID,帧格式,帧类型,长度,数据",
            "0,1.25,0x1826F456,扩展帧,数据帧,3,01 01 00",
            "1,1.26,0x123,标准帧,数据帧,1,07",
            "2,1.27,0x1826F456,扩展帧,远程帧,3,"));
    assertEquals(0, reader.broken());
  }

  @Test
  void aChineseHeadIsReadInUtf8AndGbk(@TempDir Path folder) throws IOException {
    String text =
        "序号,时间标识,CAN通道,传输方向,ID号,帧类型,帧格式,长度,数据\n" + "0,1.25,ch1,接收,0x1826F456,数据帧,扩展帧,3,01 01 00\n";
    for (String charset : List.of("UTF-8", "GBK")) {
      Path file = folder.resolve(charset + ".csv");
      Files.write(file, text.getBytes(Charset.forName(charset)));
      reader = LogReader.open(file);
      assertEquals(List.of("1250000 ch1 1826F456#010100"), drain());
      reader.close();
    }
  }

  @Test
  void brokenLinesAreCountedAndNamedByTheirNumberAndNeverFatal() throws IOException {
    assertEquals(
        List.of("0 can0 1826F456#010100", "9000000 can0 1826F456#010100"),
        read(
            "(0.000000) can0 1826F456#010100",
            "(1.000000) can0 1826F456#01010",
            "(2.000000) can0 3826F456X#01",
            "(x.000000) can0 1826F456#01",
            "(3.000000) can0 1826F45#01",
            "(4.000000) can0 123##0112233",
            "(5.000000) can0 1826F456#0102030405060708AA",
            "  can0  1826F456   [3]  01 01",
            "garbage \u0000\u0007",
            "",
            "(6.000000) can0 FFF#01",
            "(9.000000) can0 1826F456#010100",
            "(9.100000) can0 1826F4"));
    assertEquals(10, reader.broken());
    assertEquals(
        List.of(
            "line 2: the data are not up to eight octets: (1.000000) can0 1826F456#01010",
            "line 3: no line of candump: (2.000000) can0 3826F456X#01",
            "line 4: the stamp is no time: (x.000000) can0 1826F456#01",
            "line 5: the identifier has neither 3 nor 8 digits: (3.000000) can0 1826F45#01",
            "line 6: CAN FD, which GB/T 27930 does not use: (4.000000) can0 123##0112233",
            "line 7: the data are not up to eight octets: (5.000000) can0"
                + " 1826F456#0102030405060708AA",
            "line 8: the length is 3, the octets are 2: can0  1826F456   [3]  01 01",
            "line 9: no line of candump: garbage ??",
            "line 11: the identifier is too great: (6.000000) can0 FFF#01",
            "line 13: no line of candump: (9.100000) can0 1826F4"),
        reader.brokenLines());
  }

  @Test
  void brokenLinesOfVectorAndCsvAreNamedToo() throws IOException {
    assertEquals(
        List.of(),
        read(
            "base hex timestamps absolute",
            "0.1 1 1826F456x Rx d 3 01 01",
            "0.1 1 1826F456x Rx d 9 01 01 00 00 00 00 00 00 00",
            "0.1 1 1826F456x",
            "0.1 1 XYZx Rx d 1 00",
            "0.1 1 3826F456x Rx d 1 00",
            "what?"));
    assertEquals(6, reader.broken());
    assertEquals(
        List.of(),
        read(
            "time,id,len,data",
            "x,1826F456,3,010100",
            "1.0,hello,3,010100",
            "1.0,1826F456,3,0101",
            "1.0"));
    assertEquals(4, reader.broken());
  }

  @Test
  void aFileOfNoKnownFormatHasOnlyBrokenLines() throws IOException {
    assertEquals(List.of(), read("# a comment", "<html>", "hello"));
    assertEquals("unknown", reader.format());
    assertEquals(
        "line 2: no format that is known: candump, ASC, CSV with a head: <html>",
        reader.brokenLines().get(0));
  }

  @Test
  void errorFramesOfCandumpAreErrorsAndNoFrames() throws IOException {
    assertEquals(
        List.of(),
        read(
            "(0.000000) can0 20000004#0004000000000000",
            "(0.000001) can0 2000000C#0004000000000000"));
    assertEquals(2, reader.busErrors());
    assertEquals(0, reader.broken());
    assertEquals(
        List.of(),
        read(
            "  can0  20000004   [8]  00 04 00 00 00 00 00 00   ERRORFRAME",
            "\tcontroller-problem{rx-error-warning}",
            "\terror-counter-tx-rx{{0}{96}}"));
    assertEquals(1, reader.busErrors());
    assertEquals(0, reader.broken());
  }

  @Test
  void stampsNeverRunBackwards() throws IOException {
    assertEquals(
        List.of("2000000 can0 123#", "2000000 can0 123#", "3000000 can0 123#"),
        read("(2.000000) can0 123#", "(1.000000) can0 123#", "(3.000000) can0 123#"));
  }

  @Test
  void aLogOfHoursIsReadWithoutKeepingIt() throws IOException {
    // Ten million characters of which no line is kept, the last one without an end.
    Reader endless =
        new Reader() {
          private int left = 10_000_000;

          @Override
          public int read(char[] to, int offset, int length) {
            int count = Math.min(length, left);
            for (int i = 0; i < count; i++) {
              to[offset + i] = 'x';
            }
            left -= count;
            return count == 0 ? -1 : count;
          }

          @Override
          public void close() {}
        };
    reader = new LogReader(new BufferedReader(endless));
    assertEquals(List.of(), drain());
    assertEquals(1, reader.broken());
    assertTrue(reader.brokenLines().get(0).length() < 200);
  }
}
