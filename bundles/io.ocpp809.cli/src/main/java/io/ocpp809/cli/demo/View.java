package io.ocpp809.cli.demo;

/** Shows the board to a person. */
interface View {

  /** Shows the present picture; called a few times a second. */
  void show(Board.Picture picture);
}
