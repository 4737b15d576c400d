package io.ostiary.realm.authentication;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What a session token says: whose session it is, since when and until when, how it came about, and
 * what was passed along. Policies of the role or user are not in it; they are read when a request
 * comes.
 *
 * @param use how its token is shown
 * @param accessKeyId {@code ASIA…}, which tells sessions apart
 * @param principalId the role's or user's unique id; the account's for its root user
 * @param name the role session's or federated user's; empty for a session of a user
 * @param revision of the directory when it was issued, which says without any clock whether that
 *     was before a revocation; empty if an identity provider issued it
 * @param mfaAt when a code of an MFA device was shown for this very session
 * @param tags session tags
 * @param transitiveTagKeys those of the tags that the next role session inherits
 * @param policy the session policy as it was passed
 * @param policyArns managed policies passed as session policies
 * @param provider the ARN of the identity provider that vouched for whoever assumed the role
 * @param keys condition keys of a federated login that stay with the session
 */
public record Session(
    Kind kind,
    Use use,
    String accessKeyId,
    String accountId,
    String principalId,
    String name,
    Instant issuedAt,
    Instant expiresAt,
    OptionalLong revision,
    Optional<Instant> mfaAt,
    Optional<String> sourceIdentity,
    Map<String, String> tags,
    Set<String> transitiveTagKeys,
    Optional<String> policy,
    List<String> policyArns,
    Optional<String> provider,
    Map<String, String> keys,
    Chain chain) {

  /** What a session is of. */
  public enum Kind {
    /** A role. */
    ROLE('r'),
    /** A user or root user itself, with credentials that end. */
    USER('u'),
    /** Somebody for whom a user, or root, made credentials. */
    FEDERATED_USER('f');

    private final char letter;

    Kind(char letter) {
      this.letter = letter;
    }

    /** What tokens say for it; never changes. */
    public char letter() {
      return letter;
    }
  }

  /** How a token is shown; one that is made for one use is good for no other. */
  public enum Use {
    /** Beside a signature, which proves that its holder has the secret too. */
    SIGNATURE,
    /** By itself, as a browser's cookie. */
    BROWSER
  }

  /**
   * Where a session ultimately comes from.
   *
   * @param id an access key's id, a user's for a login, a provider's ARN, or a service's host
   * @param subject whom the provider vouched for, or the service whose access key it is; else empty
   * @param login the provider's name for the login, by which it ends it; else empty
   */
  public record Origin(Type type, String id, String subject, String login) {

    /** One whose provider, if it has one, has no name for the login. */
    public Origin(Type type, String id, String subject) {
      this(type, id, subject, "");
    }

    /** Ids under which its provider ends what came of it: the subject's, and the login's. */
    public List<String> endings() {
      if (type != Type.WEB_IDENTITY && type != Type.SAML) {
        return List.of();
      }
      ProviderLogout everywhere = ProviderLogout.ofSubject(id, subject);
      return login.isEmpty()
          ? List.of(everywhere.id())
          : List.of(everywhere.id(), ProviderLogout.ofLogin(id, login).id());
    }

    /** What proved who began. */
    public enum Type {
      ACCESS_KEY('k'),
      LOGIN('l'),
      WEB_IDENTITY('w'),
      SAML('s'),
      IDENTITY_STORE('i'),
      SERVICE('v');

      private final char letter;

      Type(char letter) {
        this.letter = letter;
      }

      /** What tokens say for it; never changes. */
      public char letter() {
        return letter;
      }
    }
  }

  /**
   * How a session came about.
   *
   * @param mfa whether a code of an MFA device was shown at its beginning
   * @param earlier the {@code aws:userid}s of the sessions in between, oldest first; of a long
   *     chain the first and the last few
   */
  public record Chain(Origin origin, boolean mfa, List<String> earlier) {
    private static final int LONGEST = 4;

    public Chain {
      earlier = List.copyOf(earlier);
    }

    /** The chain of a session that this one's session makes. */
    public Chain after(String userId) {
      List<String> next = new ArrayList<>(earlier);
      next.add(userId);
      if (next.size() > LONGEST) {
        // The first stays: nobody gets rid of it, and of its revocation, by going on.
        next.remove(1);
      }
      return new Chain(origin, mfa, next);
    }

    /** The same chain with whether a code was shown. */
    public Chain withMfa() {
      return new Chain(origin, true, earlier);
    }
  }

  public Session {
    tags = Map.copyOf(tags);
    transitiveTagKeys = Set.copyOf(transitiveTagKeys);
    policyArns = List.copyOf(policyArns);
    keys = Map.copyOf(keys);
  }

  /** Whether it is the root user's. */
  public boolean isRoot() {
    return principalId.equals(accountId);
  }

  /** Whether a code of an MFA device was shown for it. */
  public boolean mfa() {
    return mfaAt.isPresent();
  }

  /**
   * Whether it may call a service at all: those that users get by asking STS for themselves do not
   * reach IAM, unless with a code of an MFA device.
   */
  public boolean mayCall(String service) {
    return !service.equals("iam") || kind == Kind.ROLE || (kind == Kind.USER && mfa());
  }
}
