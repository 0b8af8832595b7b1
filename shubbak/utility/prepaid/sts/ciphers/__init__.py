"""The two ciphers that write a token: EA07 (`sta`) and EA11 (`misty1`); both turn 64 bits into 64 bits."""
