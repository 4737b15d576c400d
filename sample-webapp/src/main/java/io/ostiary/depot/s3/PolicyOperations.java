package io.ostiary.depot.s3;

import io.ostiary.depot.store.ObjectStore;
import io.ostiary.policy.document.PolicySyntaxException;
import io.ostiary.realm.directory.ResourcePolicies;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Bucket policies, which Depot only passes on: to Ostiary, which keeps and enforces them. */
final class PolicyOperations {
  /** S3's own limit. */
  private static final int MOST_BYTES = 20 << 10;

  private final ObjectStore store;
  private final ResourcePolicies policies;
  private final BucketArn arn;

  PolicyOperations(ObjectStore store, ResourcePolicies policies, BucketArn arn) {
    this.arn = arn;
    this.store = store;
    this.policies = policies;
  }

  void get(S3Request request, S3Answer answer) throws IOException {
    String policy =
        policies
            .get(arn(request))
            .orElseThrow(
                () -> S3Error.NoSuchBucketPolicy.because("The bucket policy does not exist"));
    answer.body(
        HttpServletResponse.SC_OK, "application/json", policy.getBytes(StandardCharsets.UTF_8));
  }

  void put(S3Request request, S3Answer answer) throws IOException {
    String arn = arn(request);
    byte[] bytes = SmallBody.read(request, MOST_BYTES);
    try {
      policies.put(
          arn, StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException e) {
      throw S3Error.MalformedPolicy.because("The policy is not UTF-8.");
    } catch (PolicySyntaxException e) {
      throw S3Error.MalformedPolicy.because(String.valueOf(e.getMessage()));
    }
    answer.status(HttpServletResponse.SC_NO_CONTENT);
  }

  void delete(S3Request request, S3Answer answer) {
    policies.delete(arn(request));
    answer.status(HttpServletResponse.SC_NO_CONTENT);
  }

  private String arn(S3Request request) {
    return arn.of(store.bucket(request.bucket()).name());
  }
}
