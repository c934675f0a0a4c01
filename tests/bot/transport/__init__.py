"""Runs PTB through `AiohttpRequest` against servers that answer well, badly or not at all.

Nothing is mocked between a real `telegram.Bot` and the socket. Time-outs are met by moving the
event loop's clock, so no test depends on the speed of the machine.
"""
