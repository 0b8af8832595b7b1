"""What the house promises about its own code. Each check lists faults; a test plants one of each."""
