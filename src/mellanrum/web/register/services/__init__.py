"""What every room of the register rests on."""
