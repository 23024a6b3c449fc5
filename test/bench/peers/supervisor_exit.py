"""Starts a program of supervisord's and says with which code it ended: supervisor_exit.py SOCKET PROGRAM"""
import sys
import time
import xmlrpc.client

from supervisor.xmlrpc import SupervisorTransport

path, program = sys.argv[1:]
server = xmlrpc.client.ServerProxy("http://127.0.0.1", SupervisorTransport(None, None, "unix://" + path))
server.supervisor.startProcess(program, False)
while True:
    info = server.supervisor.getProcessInfo(program)
    if info["statename"] in ("EXITED", "FATAL") and info["stop"] >= info["start"] > 0:
        break
    time.sleep(0.005)
print(info["exitstatus"])
