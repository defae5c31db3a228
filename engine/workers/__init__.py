"""Worker processes: native code runs there, so that its crashes never reach the window.

The wire is UTF-8 JSON lines: commands on the child's stdin, events on its stdout, logs on stderr.
Each command id gets exactly one terminal event, `done` or `error`.
"""
