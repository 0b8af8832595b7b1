"""What a file costs: fees that its steps ask for, and the steps that wait until they are paid."""
