package io.ostiary.realm.session;

import java.util.Optional;

/**
 * A role session just made.
 *
 * @param id {@code aws:userid}: the role's unique id and the session's name
 * @param arn the session's
 * @param packedSize how much of what may be passed was, in percent
 */
public record AssumedRole(
    SessionCredentials credentials,
    String id,
    String arn,
    int packedSize,
    Optional<String> sourceIdentity) {}
