"""The benchmark: what Debrief costs, beside a bare Flask application in the same run.

    .venv/bin/python -m tests.bench                 the whole run, about three minutes
    .venv/bin/python -m tests.bench --quick         a few seconds, to see that it works
    .venv/bin/python -m tests.bench --json FILE     the table as JSON too

It makes an instance in a temporary folder, seeds it with invented people who have a year behind
them, publishes the shipped courses beside generated ones and starts `learning serve --demo` with
two workers on a free port of the loopback. Then it measures each kind of request in turns with the
bare application, several rounds, and takes the median of the rounds.

The figure to watch is the processor time of the server's processes for a request, as a ratio to the
bare application: absolute figures belong to a machine, and the load generator shares its cores.
Latencies are those of eight connections that never pause. `must` is what the project asks of
itself; the run exits 1 when one is missed or a request failed. Everything it starts ends with it.

`courses` writes the generated courses, `place` keeps the instance and its processes, `learners`
signs people in and fills their forms, `load` sends requests, `telling` tells near-miss reports,
`gauges` reads processor time and memory, `weight` weighs pages, `authors` waits for the check and
the preview as authors do, `rounds` says what else is measured, and `table` holds it against the
musts.
"""
