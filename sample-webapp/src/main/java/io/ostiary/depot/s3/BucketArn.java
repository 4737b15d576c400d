package io.ostiary.depot.s3;

/**
 * What a bucket, and hence its policy, is called.
 *
 * @param partition as in the installation's other ARNs
 */
public record BucketArn(String partition) {
  String of(String bucket) {
    return "arn:" + partition + ":s3:::" + bucket;
  }
}
