"""A bucket on a server that speaks S3, for tests of what is kept in one."""

from collections.abc import Iterator
from contextlib import contextmanager

import boto3
from moto.server import ThreadedMotoServer

PLACE = {"region_name": "us-east-1", "aws_access_key_id": "k", "aws_secret_access_key": "s/+"}


@contextmanager
def bucket() -> Iterator[str]:
    """Its address, as MEDIA_URL names it."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    endpoint = "http://{}:{}".format(*server.get_host_and_port())
    boto3.client("s3", endpoint_url=endpoint, **PLACE).create_bucket(Bucket="anh")
    yield f"s3://k:s%2F%2B@anh/shop?endpoint={endpoint}"
    server.stop()
