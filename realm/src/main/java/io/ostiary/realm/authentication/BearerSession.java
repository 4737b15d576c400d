package io.ostiary.realm.authentication;

import io.ostiary.policy.decision.PolicySet;
import io.ostiary.realm.directory.Directory;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The session of a bearer token, which is sealed nowhere and signs nothing. */
record BearerSession(Session session) implements OpenSession {

  @Override
  public boolean isUnderKeyOf(Directory directory) {
    return true;
  }

  @Override
  public SigningKeys signingKeys() {
    throw new IllegalStateException("nobody signs with a bearer token");
  }

  @Override
  public List<String> endings() {
    return session.chain().origin().endings();
  }

  @Override
  public @Nullable PolicySet policies(Directory directory) {
    return null;
  }
}
