"""Looking for harmful programs in what came in, after it was registered: no legal time waits for it."""
