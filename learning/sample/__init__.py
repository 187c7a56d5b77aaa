"""The demo's invented people, teams and what they have completed; always marked as invented.

Must never be reached outside of the demo, and knows no response: nobody's answers are made up.
"""
