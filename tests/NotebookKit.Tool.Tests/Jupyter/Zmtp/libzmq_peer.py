"""The other end of the kit's sockets, by libzmq. Usage: libzmq_peer.py ROLE [ENDPOINT]; see the functions."""
import os
import sys
import time

import zmq

context = zmq.Context()
LIMIT_MS = 60_000


def socket(kind):
    one = context.socket(kind)
    one.linger = 0
    one.rcvtimeo = LIMIT_MS
    one.sndtimeo = LIMIT_MS
    one.rcvhwm = one.sndhwm = 0
    return one


def messages():
    """Messages of every shape that matters: lengths around the short and long frame's limit, many parts, large frames."""
    yield [b""]
    yield [b"", b"", b""]
    for length in (1, 254, 255, 256, 257, 16_383, 16_384, 16_385, 65_536):
        yield [os.urandom(length)]
    yield [b"x" * i for i in range(1, 300)]
    yield [b"part"] * 20_000
    yield [b"before", os.urandom(40_000_000), b"after"]
    for i in range(2_000):
        yield [b"%d" % i]


def expect(received, sent):
    if received != sent:
        sys.exit(f"expected {len(sent)} parts {[len(p) for p in sent[:5]]}, received {len(received)} parts {[len(p) for p in received[:5]]}")


def dealer(endpoint):
    """Sends everything, and expects the same back."""
    one = socket(zmq.DEALER)
    one.identity = b"chosen"
    one.connect(endpoint)
    count = 0
    for message in messages():
        one.send_multipart(message)
        expect(one.recv_multipart(), message)
        count += 1
    # The same again without waiting in between: order and pipelining.
    many = [[b"%d" % i, os.urandom(i % 700)] for i in range(5_000)]
    for message in many:
        one.send_multipart(message)
    for message in many:
        expect(one.recv_multipart(), message)
    print("ok", count + len(many))


def request(endpoint):
    """A thousand heartbeats, as Jupyter's clients send them."""
    one = socket(zmq.REQ)
    one.connect(endpoint)
    for i in range(1_000):
        one.send(b"ping %d" % i)
        expect([one.recv()], [b"ping %d" % i])
    print("ok")


def subscribe(endpoint):
    """Receives what its topic lets through, in order, and nothing after it has unsubscribed."""
    one = socket(zmq.SUB)
    one.subscribe(b"even")
    one.connect(endpoint)
    for i in range(0, 10_000, 2):
        expect(one.recv_multipart(), [b"even", b"%d" % i])
    large = one.recv_multipart()
    expect([b"%d" % len(large[1])], [b"20000000"])
    one.unsubscribe(b"even")
    one.subscribe(b"end")
    expect(one.recv_multipart(), [b"end"])
    print("ok")


def idle(endpoint):
    """Stays connected by ZMTP's own PING and PONG while nothing is sent."""
    one = socket(zmq.DEALER)
    one.setsockopt(zmq.HEARTBEAT_IVL, 50)
    one.setsockopt(zmq.HEARTBEAT_TIMEOUT, 3000)
    monitor = one.get_monitor_socket(zmq.EVENT_DISCONNECTED)
    one.connect(endpoint)
    one.send(b"hello")
    expect([one.recv()], [b"hello"])
    time.sleep(3.5)
    one.send(b"still here")
    expect([one.recv()], [b"still here"])
    if monitor.poll(0):
        sys.exit("the connection was lost")
    print("ok")


def wrong(endpoint):
    """A SUB socket at a ROUTER: refused, and the socket lives."""
    one = socket(zmq.SUB)
    monitor = one.get_monitor_socket(zmq.EVENT_HANDSHAKE_FAILED_PROTOCOL | zmq.EVENT_HANDSHAKE_FAILED_NO_DETAIL | zmq.EVENT_DISCONNECTED)
    one.connect(endpoint)
    if not monitor.poll(LIMIT_MS):
        sys.exit("the connection was accepted")
    print("ok")


def flood(endpoint):
    """Sends without ever reading, until killed."""
    one = socket(zmq.DEALER)
    one.rcvhwm = 1
    one.connect(endpoint)
    print("started", flush=True)
    while True:
        one.send(b"x" * 100_000)


def bound(kind):
    one = socket(kind)
    one.bind("tcp://127.0.0.1:*")
    print(one.last_endpoint.decode(), flush=True)
    return one


def router(_):
    """Echoes to whoever asks until it is told to stop."""
    one = bound(zmq.ROUTER)
    while True:
        message = one.recv_multipart()
        one.send_multipart(message)
        if message[1:] == [b"stop"]:
            time.sleep(0.3)
            return


def publish(_):
    """Waits for two subscriptions, then publishes."""
    one = bound(zmq.XPUB)
    expect([one.recv()], [b"\1a"])
    expect([one.recv()], [b"\1b"])
    for i in range(1_000):
        one.send_multipart([b"a", b"%d" % i])
        one.send_multipart([b"c", b"nobody asked"])
    one.send_multipart([b"b", b"end"])
    time.sleep(0.5)


def reply(_):
    one = bound(zmq.REP)
    for _ in range(100):
        one.send(one.recv())
    time.sleep(0.3)


globals()[sys.argv[1]](sys.argv[2] if len(sys.argv) > 2 else None)
