"""OpenCV's HOG people detector, as a program that answers to lines.

hog.py <video> <enlarged by> <every n-th frame> <frames at most>
Reads those frames first and says "ready". To each line it looks at all of them and answers with one line of JSON:
CPU ms a frame, and the boxes [x, y, width, height, weight] of each frame in pixels of the video.
"""
import json
import sys
import time

import cv2

video, enlarged, every, most = sys.argv[1], float(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4])
cv2.setNumThreads(1)
hog = cv2.HOGDescriptor()
hog.setSVMDetector(cv2.HOGDescriptor_getDefaultPeopleDetector())


def read():
    capture = cv2.VideoCapture(video)
    frames, at = [], 0
    while len(frames) < most:
        there, frame = capture.read()
        if not there:
            break
        if at % every == 0:
            frames.append(frame)
        at += 1
    return frames


def look(frame):
    if enlarged != 1:
        frame = cv2.resize(frame, None, fx=enlarged, fy=enlarged, interpolation=cv2.INTER_LINEAR)
    boxes, weights = hog.detectMultiScale(frame, winStride=(8, 8), padding=(8, 8), scale=1.05)
    return [person(box, float(weight)) for box, weight in zip(boxes, weights)]


def person(box, weight):
    """Its windows are larger than people: made smaller as in OpenCV's own sample, samples/cpp/peopledetect.cpp."""
    x, y, width, height = (float(part) / enlarged for part in box)
    return [x + 0.1 * width, y + 0.07 * height, 0.8 * width, 0.8 * height, weight]


frames = read()
print("ready", flush=True)
for _ in sys.stdin:
    before = time.process_time()
    found = [look(frame) for frame in frames]
    cost = (time.process_time() - before) * 1000 / max(1, len(frames))
    print(json.dumps({"ms": cost, "frames": found}), flush=True)
