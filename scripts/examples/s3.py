"""Drives examples/s3 by boto3 with its defaults: s3.py URL."""

import io
import sys

import boto3
from boto3.s3.transfer import TransferConfig
from botocore.config import Config
from botocore.exceptions import ClientError

BUCKET = "bucket"


def client(url):
    # Over TLS boto3 would send the content in frames, unless the client's configuration says
    # `request_checksum_calculation="when_required"`; the example refuses those. Over plain HTTP, as here, the checksum
    # is a header field.
    config = Config(s3={"addressing_style": "path"}, retries={"total_max_attempts": 1})
    return boto3.client(
        "s3",
        endpoint_url=url,
        region_name="us-east-1",
        aws_access_key_id="any",
        aws_secret_access_key="any",
        config=config,
    )


def refused(call, status, code, **arguments):
    """Asserts the error with which S3 refuses this call."""
    try:
        answer = call(Bucket=BUCKET, **arguments)
    except ClientError as error:
        told = error.response
        assert told["ResponseMetadata"]["HTTPStatusCode"] == status, told
        assert told["Error"]["Code"] == code, told
    else:
        raise AssertionError(f"not refused: {answer}")


def put(s3, key, content, **conditions):
    return s3.put_object(Bucket=BUCKET, Key=key, Body=content, **conditions)["ETag"]


def content(s3, key, **arguments):
    return s3.get_object(Bucket=BUCKET, Key=key, **arguments)["Body"].read()


def creates_only(s3):
    one = put(s3, "key", b"one", IfNoneMatch="*")
    refused(s3.put_object, 412, "PreconditionFailed", Key="key", Body=b"two", IfNoneMatch="*")
    assert content(s3, "key") == b"one"
    return one


def compares_and_swaps(s3, one):
    two = put(s3, "key", b"two", IfMatch=one)
    assert two != one
    refused(s3.put_object, 412, "PreconditionFailed", Key="key", Body=b"three", IfMatch=one)
    assert content(s3, "key") == b"two"
    three = put(s3, "key", b"three", IfMatch=two.strip('"'))
    refused(s3.put_object, 404, "NoSuchKey", Key="nothing", Body=b"one", IfMatch=one)
    refused(s3.get_object, 404, "NoSuchKey", Key="nothing")
    return three


def reads_by_condition(s3, tag):
    refused(s3.get_object, 304, "304", Key="key", IfNoneMatch=tag)
    refused(s3.get_object, 412, "PreconditionFailed", Key="key", IfMatch='"7"')
    head = s3.head_object(Bucket=BUCKET, Key="key", IfMatch=tag)
    assert (head["ETag"], head["ContentLength"]) == (tag, 5), head
    refused(s3.head_object, 304, "304", Key="key", IfNoneMatch=tag)
    refused(s3.head_object, 412, "412", Key="key", IfMatch='"7"')
    refused(s3.head_object, 404, "404", Key="nothing")


def reads_parts(s3):
    whole = bytes(range(256)) * 4096
    tag = put(s3, "large", whole)
    part = s3.get_object(Bucket=BUCKET, Key="large", Range="bytes=256-511", IfMatch=tag)
    assert part["ContentRange"] == f"bytes 256-511/{len(whole)}", part
    assert part["Body"].read() == bytes(range(256))
    # In sixteen parts at once, each with the tag of the first answer.
    config = TransferConfig(multipart_threshold=65536, multipart_chunksize=65536)
    loaded = io.BytesIO()
    s3.download_fileobj(BUCKET, "large", loaded, Config=config)
    assert loaded.getvalue() == whole
    put(s3, "large", whole[::-1])
    refused(s3.get_object, 412, "PreconditionFailed", Key="large", Range="bytes=0-9", IfMatch=tag)


def deletes_by_condition(s3, tag):
    refused(s3.delete_object, 412, "PreconditionFailed", Key="key", IfMatch='"7"')
    s3.delete_object(Bucket=BUCKET, Key="key", IfMatch=tag)
    refused(s3.get_object, 404, "NoSuchKey", Key="key")
    refused(s3.delete_object, 404, "NoSuchKey", Key="key", IfMatch=tag)
    s3.delete_object(Bucket=BUCKET, Key="key")


def stores_nothing_else(s3):
    put(s3, "key", b"one")
    source = {"Bucket": BUCKET, "Key": "large"}
    refused(s3.copy_object, 501, "NotImplemented", Key="key", CopySource=source)
    refused(s3.create_multipart_upload, 501, "NotImplemented", Key="key")
    assert content(s3, "key") == b"one"


s3 = client(sys.argv[1])
one = creates_only(s3)
three = compares_and_swaps(s3, one)
reads_by_condition(s3, three)
reads_parts(s3)
deletes_by_condition(s3, three)
stores_nothing_else(s3)
print(f"boto3 {boto3.__version__}: creates only, compares and swaps, reads and deletes by condition")
