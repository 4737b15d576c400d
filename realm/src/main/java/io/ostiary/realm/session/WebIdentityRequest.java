package io.ostiary.realm.session;

import io.ostiary.realm.credential.SigningAlgorithm;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a caller wants who wants to be vouched for elsewhere.
 *
 * @param audience for whom the token is; at least one
 * @param duration empty for five minutes
 * @param tags what the token says of the request; their keys are not transitive
 * @param region in whose name it was asked for; may be empty
 */
public record WebIdentityRequest(
    List<String> audience,
    SigningAlgorithm algorithm,
    Optional<Duration> duration,
    SessionTags tags,
    String region) {

  public WebIdentityRequest {
    audience = List.copyOf(audience);
  }
}
