"""A local RTSP camera for the tests: a moving ball as H.264 (or JPEGs, without an encoder), on a port of its own choice, which it prints.

Usage: /usr/bin/python3 rtsp-server.py [port]
"""
import sys

import gi

gi.require_version("Gst", "1.0")
gi.require_version("GstRtspServer", "1.0")
from gi.repository import GLib, Gst, GstRtspServer  # noqa: E402

Gst.init(None)
PICTURE = "video/x-raw,format=I420,width=320,height=240,framerate=20/1"
H264 = "x264enc tune=zerolatency speed-preset=ultrafast key-int-max=20 ! rtph264pay name=pay0"
JPEG = "jpegenc ! rtpjpegpay name=pay0"
CODED = H264 if Gst.ElementFactory.find("x264enc") else JPEG

server = GstRtspServer.RTSPServer()
server.set_address("127.0.0.1")
server.set_service(sys.argv[1] if len(sys.argv) > 1 else "0")
factory = GstRtspServer.RTSPMediaFactory()
factory.set_launch(f"( videotestsrc is-live=true pattern=ball ! {PICTURE} ! {CODED} )")
factory.set_shared(True)
server.get_mount_points().add_factory("/street", factory)
if server.attach(None) == 0:
    sys.exit("the port is taken")
print(server.get_bound_port(), flush=True)
GLib.MainLoop().run()
