"""What a script with libtmux does for one thing: libtmux_calls.py SOCKET count|list|create|capture|load ..."""
import json
import sys

import libtmux


def main(socket, command, *args):
    server = libtmux.Server(socket_path=socket)
    if command == "load":
        return load(server, *args)
    session = server.sessions.get(session_name="bench")
    if command == "count":
        return len(session.panes)
    if command == "list":
        return [[pane.pane_id, pane.pane_pid, pane.pane_current_command] for pane in session.panes]
    if command == "create":
        return split(session.windows[0], shell=args[0]).pane_id
    return session.panes[0].capture_pane()


def split(window, **how):
    """Since 0.33 it is called split."""
    return (window.split if hasattr(window, "split") else window.split_window)(attach=False, **how)


def load(server, name, windows, panes, line):
    session = server.new_session(session_name=name, attach=False, x=200, y=50)
    for at in range(int(windows)):
        window = session.windows[0] if at == 0 else session.new_window(attach=False)
        made = [window.panes[0]]
        for _ in range(int(panes) - 1):
            made.append(split(window))
            window.select_layout("tiled")
        for pane in made:
            pane.send_keys(line)


print(json.dumps(main(*sys.argv[1:])))
