#!/usr/bin/env python3
"""Writes vectors.json: requests signed by the few lines below, which share nothing with the verifier.

Cases with a "known" signature repeat examples that AWS has published; the script stops if it
computes another one. Usage: python3 make_vectors.py > ../resources/io/ostiary/signature/vectors.json
"""
import hashlib
import hmac
import json
import sys
from urllib.parse import quote, unquote_to_bytes

AKID = "AKIAIOSFODNN7EXAMPLE"
S3_SECRET = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"
SUITE_SECRET = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"
EMPTY = hashlib.sha256(b"").hexdigest()


def mac(key, text):
    return hmac.new(key, text.encode("latin-1"), hashlib.sha256).digest()


def sign(secret, timestamp, region, service, canonical):
    key = ("AWS4" + secret).encode()
    for part in (timestamp[:8], region, service, "aws4_request"):
        key = mac(key, part)
    scope = "/".join((timestamp[:8], region, service, "aws4_request"))
    text = "\n".join(("AWS4-HMAC-SHA256", timestamp, scope,
                      hashlib.sha256(canonical.encode("latin-1")).hexdigest()))
    return hmac.new(key, text.encode(), hashlib.sha256).hexdigest()


def canonical_path(path, rule):
    if rule == "AS_SENT":
        return path or "/"
    kept = []
    for segment in path.split("/"):
        if segment == "..":
            kept = kept[:-1]
        elif segment not in ("", "."):
            kept.append(segment)
    normal = "/" + "/".join(kept)
    if path.endswith("/") and kept:
        normal += "/"
    return quote(normal, safe="/-_.~")


def canonical_query(query):
    pairs = []
    for part in (query or "").split("&"):
        if part:
            name, _, value = part.partition("=")
            pairs.append((quote(unquote_to_bytes(name), safe="-_.~"),
                          quote(unquote_to_bytes(value), safe="-_.~")))
    return "&".join(n + "=" + v for n, v in sorted(pairs) if n != "X-Amz-Signature")


def case(name, method="GET", path="/", query=None, headers=(), signed=None, body=None, secret=SUITE_SECRET,
         service="service", region="us-east-1", timestamp="20150830T123600Z", rule="NORMALIZED", line=None,
         mode="SIGNED", known=None, presigned=False, expires=60, token=None, hoisted=None, date=None,
         authorization="{alg} Credential={cred}, SignedHeaders={signed}, Signature={sig}", s3=False):
    headers = [list(h) for h in headers]
    if not presigned and date is None:
        headers.append(["X-Amz-Date", timestamp])
    if date:
        headers.append(["Date", date])
    credential = "/".join((AKID, timestamp[:8], region, service, "aws4_request"))
    if signed is None:
        signed = sorted({n.lower() for n, _ in headers})
    if presigned:
        parts = ["X-Amz-Algorithm=AWS4-HMAC-SHA256", "X-Amz-Credential=" + quote(credential, safe=""),
                 "X-Amz-Date=" + timestamp, "X-Amz-Expires=%d" % expires,
                 "X-Amz-SignedHeaders=" + quote(";".join(signed), safe="")]
        if token:
            parts.append("X-Amz-Security-Token=" + quote(token, safe=""))
        if hoisted:
            parts.append(hoisted)
        query = "&".join(([query] if query else []) + parts)
    lines = ""
    for n in signed:
        values = [" ".join(v.split()) for h, v in headers if h.lower() == n]
        assert values, n
        lines += n + ":" + ",".join(values) + "\n"
    if line is None:
        line = next((v for h, v in headers if h.lower() == "x-amz-content-sha256"), None)
    if line is None:
        line = hashlib.sha256((body or "").encode()).hexdigest()
    canonical = "\n".join((method, canonical_path(path, rule), canonical_query(query), lines, ";".join(signed), line))
    signature = sign(secret, timestamp, region, service, canonical)
    if known and signature != known:
        sys.exit("%s: %s, not %s\n%s" % (name, signature, known, canonical))
    if presigned:
        query += "&X-Amz-Signature=" + signature
    else:
        headers.append(["Authorization", authorization.format(
            alg="AWS4-HMAC-SHA256", cred=credential, signed=";".join(signed), sig=signature)])
    now = "%s-%s-%sT%s:%s:%sZ" % tuple(timestamp[i:j] for i, j in ((0, 4), (4, 6), (6, 8), (9, 11), (11, 13), (13, 15)))
    return {"name": name, "known": bool(known), "secret": secret, "service": service, "region": region, "now": now,
            "pathRule": rule, "unsignedByDefault": s3, "method": method, "path": path, "query": query,
            "headers": headers, "body": body, "mode": mode}


def s3(name, **more):
    more.setdefault("headers", [])
    payload = more.pop("payload", EMPTY)
    headers = [["Host", "examplebucket.s3.amazonaws.com"]] + list(more.pop("headers"))
    if payload:
        headers.append(["x-amz-content-sha256", payload])
    return case(name, headers=headers, secret=S3_SECRET, service="s3", timestamp="20130524T000000Z", rule="AS_SENT",
                s3=True, **more)


HOST = ["Host", "example.amazonaws.com"]


def suite(name, *more_headers, **more):
    return case(name, headers=[HOST] + list(more_headers), **more)


VECTORS = [
    s3("S3 documentation: GET Object", path="/test.txt", headers=[["Range", "bytes=0-9"]],
       known="f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41"),
    s3("S3 documentation: PUT Object", method="PUT", path="/test%24file.text",
       headers=[["Date", "Fri, 24 May 2013 00:00:00 GMT"], ["x-amz-storage-class", "REDUCED_REDUNDANCY"]],
       body="Welcome to Amazon S3.", payload="44ce7dd67c959e0d3524ffac1771dfbba87d2b6b4b4e99e42034a8b803f8b072",
       known="98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd"),
    s3("S3 documentation: GET Bucket Lifecycle", query="lifecycle",
       known="fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543"),
    s3("S3 documentation: GET Bucket (List Objects)", query="max-keys=2&prefix=J",
       known="34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7"),
    s3("S3 documentation: a presigned URL", path="/test.txt", presigned=True, expires=86400, payload=None,
       line="UNSIGNED-PAYLOAD", mode="UNSIGNED",
       known="aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404"),
    case("IAM documentation: ListUsers", query="Action=ListUsers&Version=2010-05-08",
         headers=[["content-type", "application/x-www-form-urlencoded; charset=utf-8"], ["host", "iam.amazonaws.com"]],
         service="iam", known="5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7"),
    suite("test suite: get-vanilla", known="5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"),
    suite("test suite: get-vanilla-query-order-key-case", query="Param2=value2&Param1=value1",
          known="b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500"),
    suite("test suite: post-vanilla", method="POST",
          known="5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b"),
    suite("test suite: post-x-www-form-urlencoded", ["Content-Type", "application/x-www-form-urlencoded"],
          method="POST", body="Param1=value1",
          known="ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a"),

    suite("a name with several values is sorted by value", query="n=2&n=10&n=&n=1"),
    suite("names are compared before values", query="Param-3=a&Param=b&Param-=c"),
    suite("an escape sorts before letters", query="%E1%88%B4=b&P=a&a=c&B=d"),
    suite("a parameter without = has an empty value", query="lifecycle&acl="),
    suite("empty parts of the query are no parameters", query="&b=2&&a=1&"),
    suite("the query is decoded and encoded again", query="a=/:,%2f%7E%c3%a9;@!$'()*&k%5b%5d=x=y"),
    suite("an escaped plus is a plus", query="a=1%2B1%20b"),
    suite("an empty query", query=""),
    suite("an empty path is the root", path=""),
    suite("dot segments and empty segments are removed", path="/a/./b/../c//d/"),
    suite("a path of slashes and dots is the root", path="//.././/"),
    suite("a path may end with a dot segment", path="/a/b/.."),
    suite("a path beginning with a dot keeps it", path="/.well-known/..a/b..c"),
    suite("a path is encoded once more", path="/a%20b/%c3%A9/(x)=y,z;v'!*@:$&+~"),
    s3("a path as sent keeps everything", path="/a//b/./%7E%c3%a9/(x)=y/.."),
    suite("blanks in and around a header are folded", ["My-Header1", "  a \t  b   c  "], ["My-Header2", '"a   b   c"']),
    suite("lines of one header are joined in order", ["My-Header", "v4"], ["my-header", " v1 "], ["MY-HEADER", "v3"]),
    suite("an empty header", ["My-Header", ""], ["my-header", "  "]),
    suite("a header beyond ASCII is hashed as it came", ["My-Header", "caf\u00e9 \u00fc"]),
    suite("unsigned headers do not matter", ["User-Agent", "x"], ["Accept", "y"], signed=["host", "x-amz-date"]),
    suite("a trace id added on the way does not matter", ["X-Amzn-Trace-Id", "Root=1"], signed=["host", "x-amz-date"]),
    suite("signed user-agent and content-length", ["User-Agent", "old  sdk"], ["Content-Length", "2"], body="{}",
          method="POST"),
    suite("a body without a stated hash", method="POST", body="Action=GetCallerIdentity&Version=2011-06-15"),
    suite("an upper-case stated hash", ["x-amz-content-sha256", hashlib.sha256(b"{}").hexdigest().upper()],
          method="POST", body="{}"),
    suite("an unsigned hash header that is the hash line", ["x-amz-content-sha256", EMPTY],
          signed=["host", "x-amz-date"]),
    suite("no body, not covered", ["x-amz-content-sha256", "UNSIGNED-PAYLOAD"], mode="UNSIGNED"),
    suite("a Date field of RFC 1123", date="Sun, 30 Aug 2015 12:36:00 GMT"),
    suite("a Date field in the basic form", date="20150830T123600Z"),
    suite("X-Amz-Date wins over Date", ["Date", "Thu, 01 Jan 1970 00:00:00 GMT"]),
    suite("a session token", ["X-Amz-Security-Token", "AQoDYXdzEPT//////////wEXAMPLE+token=="]),
    suite("no blanks after the commas",
          authorization="{alg} Credential={cred},SignedHeaders={signed},Signature={sig}"),
    suite("another order and more blanks",
          authorization="{alg}   Signature={sig} ,\tCredential={cred}  ,  SignedHeaders={signed}"),

    suite("presigned, elsewhere than at S3", presigned=True),
    suite("presigned with a body", presigned=True, method="POST", body="a=b"),
    suite("presigned with parameters around", presigned=True, query="z=1&A=2&X-Amzn=3"),
    suite("presigned with a session token", presigned=True, token="AQoDYXdzEPT//////////wEXAMPLE+token=="),
    suite("presigned with a hoisted hash", presigned=True, hoisted="X-Amz-Content-Sha256=UNSIGNED-PAYLOAD",
          line="UNSIGNED-PAYLOAD", mode="UNSIGNED"),
    suite("presigned with a hash hoisted in its header's case", presigned=True,
          hoisted="x-amz-content-sha256=" + EMPTY),
    suite("presigned with a signed hash header", ["X-Amz-Content-Sha256", "UNSIGNED-PAYLOAD"], presigned=True,
          mode="UNSIGNED"),
    suite("presigned for a client that repeats date and hash as headers", ["X-Amz-Date", "20150830T123600Z"],
          ["X-Amz-Content-Sha256", EMPTY], presigned=True, signed=["host"]),
    suite("presigned with a cluster's header", ["x-k8s-aws-id", "cluster"], presigned=True,
          query="Action=GetCallerIdentity&Version=2011-06-15"),
    s3("presigned PUT at S3", path="/key", method="PUT", presigned=True, payload=None, line="UNSIGNED-PAYLOAD",
       mode="UNSIGNED", body="anything"),
    s3("presigned at S3 with the default repeated", path="/key", presigned=True, payload="UNSIGNED-PAYLOAD",
       signed=["host"], line="UNSIGNED-PAYLOAD", mode="UNSIGNED"),
]

print("[\n" + ",\n".join(json.dumps(v) for v in VECTORS) + "\n]")
