"""What authors write: files in, a catalogue and every problem out.

PURE: it knows the files it is pointed to and nothing else; no database, no network, no clock, no
web. It never writes, and an author's mistake is a `Problem`, not an exception.

- `checking.check` reads a courses folder: `Checked(catalogue, problems, files)`.
- `building` has the catalogue's values: `Catalogue`, `Course`, `Module`, `Case`.
- `model` is the authored format; `problems` what is wrong with a file, and `rules` every rule.
- `markdown` turns text into safe HTML; `compiling` turns what passed into immutable blobs.

Import the module that is needed: the check is not to wait for what renders.
"""
