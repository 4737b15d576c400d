package io.ostiary.realm.session;

import io.ostiary.policy.decision.PolicySet;
import io.ostiary.realm.authentication.OpenSession;
import io.ostiary.realm.authentication.Session;
import io.ostiary.realm.authentication.SigningKeys;
import io.ostiary.realm.directory.Directory;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The session of a bearer token, which is sealed nowhere and signs nothing. */
record BearerSession(Session session, List<String> endings) implements OpenSession {

  BearerSession(Session session) {
    this(session, session.chain().origin().endings());
  }

  @Override
  public boolean isUnderKeyOf(Directory directory) {
    return true;
  }

  @Override
  public SigningKeys signingKeys() {
    throw new IllegalStateException("nobody signs with a bearer token");
  }

  @Override
  public @Nullable PolicySet policies(Directory directory) {
    return null;
  }
}
