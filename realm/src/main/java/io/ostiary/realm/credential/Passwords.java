package io.ostiary.realm.credential;

import com.password4j.Argon2Function;
import com.password4j.types.Argon2;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Hashes passwords with Argon2id and checks them. The hash is sealed too: who has the store but not
 * the master key cannot even guess. Safe for any number of threads.
 *
 * @see <a
 *     href="https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html">OWASP,
 *     Password Storage</a>
 */
public final class Passwords {

  /** What became of a check. */
  public enum Verdict {
    WRONG,
    RIGHT,
    /** Right, but hashed with other parameters than those of now: hash it again. */
    RIGHT_BUT_OUTDATED
  }

  /**
   * How dear a guess is.
   *
   * @param memory in KiB
   */
  record Cost(int memory, int iterations) {
    /** The least that OWASP recommends; each hash takes as much memory while it is made. */
    static final Cost OF_NOW = new Cost(19_456, 2);

    Argon2Function function() {
      return Argon2Function.getInstance(memory, iterations, 1, HASH_BYTES, Argon2.ID);
    }
  }

  private static final int SALT_BYTES = 16;
  private static final int HASH_BYTES = 32;
  private static final int AT_ONCE = 2;
  private static final String NOBODY = "nobody";
  private static final Pattern ENCODED =
      Pattern.compile(
          "\\$argon2id\\$v=19\\$m=([0-9]{1,9}),t=([0-9]{1,9}),p=1"
              + "\\$([A-Za-z0-9+/]{1,100})\\$([A-Za-z0-9+/]{1,100})");

  private final MasterKey masterKey;
  private final SecureRandom random;
  private final Cost cost;
  private final SealedSecret decoy;

  /** Bounds the memory that any number of logins takes. */
  private final Semaphore turns = new Semaphore(AT_ONCE, true);

  Passwords(MasterKey masterKey, SecureRandom random) {
    this(masterKey, random, Cost.OF_NOW);
  }

  Passwords(MasterKey masterKey, SecureRandom random, Cost cost) {
    this.masterKey = masterKey;
    this.random = random;
    this.cost = cost;
    this.decoy = seal(NOBODY, encodedDecoy());
  }

  /** The hash of a user's password as it is kept. */
  public SealedSecret hash(String userId, Password password) {
    byte[] salt = new byte[SALT_BYTES];
    random.nextBytes(salt);
    return seal(userId, encode(cost, salt, hash(cost, salt, password)));
  }

  private byte[] hash(Cost at, byte[] salt, Password password) {
    return inTurn(
        () ->
            password.lend(
                text ->
                    at.function().hash(text.getBytes(StandardCharsets.UTF_8), salt).getBytes()));
  }

  /** Checks a password against the hash that is kept of a user's. */
  public Verdict check(String userId, SealedSecret kept, Password password) {
    try (SecretBytes bytes = masterKey.open(kept, context(userId))) {
      return bytes.lend(raw -> check(new String(raw, StandardCharsets.US_ASCII), password));
    }
  }

  private Verdict check(String encoded, Password password) {
    Matcher kept = ENCODED.matcher(encoded);
    if (!kept.matches()) {
      throw new IllegalStateException("a kept password hash is not one of Argon2id");
    }
    Cost then = new Cost(Integer.parseInt(kept.group(1)), Integer.parseInt(kept.group(2)));
    byte[] salt = Base64.getDecoder().decode(kept.group(3));
    byte[] hash = Base64.getDecoder().decode(kept.group(4));
    if (!MessageDigest.isEqual(hash, hash(then, salt, password))) {
      return Verdict.WRONG;
    }
    return then.equals(cost) ? Verdict.RIGHT : Verdict.RIGHT_BUT_OUTDATED;
  }

  /** Does the work of a check, so that a user who does not exist takes as long. */
  public void checkInVain(Password password) {
    Verdict unused = check(NOBODY, decoy, password);
  }

  private <R> R inTurn(Supplier<R> work) {
    turns.acquireUninterruptibly();
    try {
      return work.get();
    } finally {
      turns.release();
    }
  }

  private SealedSecret seal(String userId, String encoded) {
    try (SecretBytes bytes = SecretBytes.of(encoded)) {
      return masterKey.seal(bytes, context(userId), random);
    }
  }

  /** What the hash of a user's password is sealed to. */
  public static String context(String userId) {
    return "ostiary password " + userId;
  }

  /** Of this form, but no password's: made without the work, since every start makes one. */
  private String encodedDecoy() {
    byte[] salt = new byte[SALT_BYTES];
    byte[] hash = new byte[HASH_BYTES];
    random.nextBytes(salt);
    random.nextBytes(hash);
    return encode(cost, salt, hash);
  }

  /**
   * The form that everybody writes. Ours, because the library's has no locale: where `I` has
   * another small letter, it makes a name of the function that it does not read.
   */
  private static String encode(Cost cost, byte[] salt, byte[] hash) {
    Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
    return "$argon2id$v=19$m="
        + cost.memory()
        + ",t="
        + cost.iterations()
        + ",p=1$"
        + base64.encodeToString(salt)
        + '$'
        + base64.encodeToString(hash);
  }
}
