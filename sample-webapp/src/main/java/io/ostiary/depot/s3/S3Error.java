package io.ostiary.depot.s3;

import io.ostiary.depot.store.StoreException;
import io.ostiary.policy.acl.AclSyntaxException;

/** The errors that Depot answers, as S3 names them, with their HTTP status. */
enum S3Error {
  AccessControlListNotSupported(400),
  BadDigest(400),
  BucketAlreadyOwnedByYou(409),
  BucketNotEmpty(409),
  EntityTooLarge(400),
  EntityTooSmall(400),
  IncompleteBody(400),
  InternalError(500),
  InvalidArgument(400),
  InvalidBucketAclWithObjectOwnership(400),
  InvalidBucketName(400),
  InvalidDigest(400),
  InvalidPart(400),
  InvalidPartOrder(400),
  InvalidRange(416),
  InvalidRequest(400),
  InvalidStorageClass(400),
  InvalidTag(400),
  InvalidURI(400),
  KeyTooLongError(400),
  MalformedACLError(400),
  MalformedPolicy(400),
  MalformedXML(400),
  MetadataTooLarge(400),
  MethodNotAllowed(405),
  MissingSecurityHeader(400),
  NoSuchBucket(404),
  NoSuchBucketPolicy(404),
  NoSuchKey(404),
  NoSuchUpload(404),
  NotImplemented(501),
  PreconditionFailed(412),
  UnexpectedContent(400),
  UnresolvableGrantByEmailAddress(400);

  private final int status;

  S3Error(int status) {
    this.status = status;
  }

  int status() {
    return status;
  }

  S3Exception because(String message) {
    return new S3Exception(this, message);
  }

  static S3Error of(AclSyntaxException.Fault fault) {
    return switch (fault) {
      case GRANTEE_BY_EMAIL -> UnresolvableGrantByEmailAddress;
      case TWO_LISTS -> InvalidRequest;
      case REPEATED_GRANT, TOO_MANY_GRANTS -> MalformedACLError;
      case MALFORMED_HEADER, UNKNOWN_CANNED_LIST, UNKNOWN_GRANTEE, UNKNOWN_PERMISSION ->
          InvalidArgument;
    };
  }

  static S3Error of(StoreException.Reason reason) {
    return switch (reason) {
      case BUCKET_EXISTS -> BucketAlreadyOwnedByYou;
      case BUCKET_NOT_EMPTY -> BucketNotEmpty;
      case NO_SUCH_BUCKET -> NoSuchBucket;
      case NO_SUCH_KEY -> NoSuchKey;
      case NO_SUCH_UPLOAD -> NoSuchUpload;
      case INVALID_PART -> InvalidPart;
      case INVALID_PART_ORDER -> InvalidPartOrder;
      case PART_TOO_SMALL -> EntityTooSmall;
      case CHECKSUM_DIFFERS -> BadDigest;
    };
  }
}
