"""A certificate for localhost that signs itself, valid from 2020 to 2120; it guards nothing."""

from __future__ import annotations

TEST_KEY = """MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgdzbNL21ldu9Rq279
HP3AyjcrWFaOkPKWAlL9zZlZjMChRANCAARvBeHtX9sxJHUE6l5zIU7EzLrOxhSC
8K09FbxUML8aJnt/2Wm95G5DaqtbPzFLxHrGs6vhBn6D69Gnu+b4plxG"""
TEST_CERTIFICATE = """MIIBdjCCAR2gAwIBAgIBATAKBggqhkjOPQQDAjAUMRIwEAYDVQQDDAlsb2NhbGhv
c3QwIBcNMjAwMTAxMDAwMDAwWhgPMjEyMDAxMDEwMDAwMDBaMBQxEjAQBgNVBAMM
CWxvY2FsaG9zdDBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABG8F4e1f2zEkdQTq
XnMhTsTMus7GFILwrT0VvFQwvxome3/Zab3kbkNqq1s/MUvEesazq+EGfoPr0ae7
5vimXEajXjBcMA8GA1UdEwEB/wQFMAMBAf8wDgYDVR0PAQH/BAQDAgKEMB0GA1Ud
DgQWBBRUjXScFgaxQOu853Uj6ht3lYRy1jAaBgNVHREEEzARgglsb2NhbGhvc3SH
BH8AAAEwCgYIKoZIzj0EAwIDRwAwRAIgE70cJNIdsUo01VwGBaXuBns4ODciG6yO
7gWjcbgdqEUCIB3PYDtByp9h7Y6FS17LcVGnV0sHEkfjcNZKOzW9Zoe6"""


def pem(kind: str, content: str) -> str:
    return f"-----BEGIN {kind}-----\n{content}\n-----END {kind}-----\n"
