"""Who has what in a unit, and handing the files of a colleague over."""
