"""The demo's invented people and, later, teams and progress; always marked as invented."""
