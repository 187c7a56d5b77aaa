"""Words for those behind an id whom no name is left of, in the middle of a sentence."""

ERASED = "somebody who has been erased"
PLATFORM = "the command line, or Debrief itself"
