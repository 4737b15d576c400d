package io.ostiary.realm.authentication;

import io.ostiary.policy.decision.PolicySet;
import io.ostiary.realm.directory.Directory;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A session token that opened: what it says, and what its holder signs with. */
public interface OpenSession {

  Session session();

  /** Whether the key under which its token is sealed is still in use. */
  boolean isUnderKeyOf(Directory directory);

  SigningKeys signingKeys();

  /** Ids under which an identity provider ends it with the login that it came of. */
  List<String> endings();

  /** The policies passed when it was made, as they are now; null if there were none. */
  @Nullable PolicySet policies(Directory directory);
}
