"""A stand-in for systemd: prints each word that comes in on its notification socket, one a line."""

import os
import socket
import sys

path = sys.argv[1]
if os.path.exists(path):
    os.unlink(path)
door = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
door.bind(path)
print("listening", flush=True)
while True:
    for word in door.recv(4096).decode().split("\n"):
        if word:
            print(word, flush=True)
