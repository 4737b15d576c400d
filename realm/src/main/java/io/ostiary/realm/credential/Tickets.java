package io.ostiary.realm.credential;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;

/**
 * Makes and checks tickets: short texts that a browser carries from one page to the next. Whoever
 * holds one may read it; nobody else can make one, change it, use it for another purpose, or after
 * its time. HMAC-SHA-256 under a key that comes of the master key, so every node knows them.
 */
public final class Tickets {
  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
  private static final int LONGEST = 4096;

  private final MasterKey masterKey;

  Tickets(MasterKey masterKey) {
    this.masterKey = masterKey;
  }

  /** Issues a ticket, good before a moment. */
  public String issue(String purpose, String text, Instant until) {
    String body =
        BASE64.encodeToString(text.getBytes(StandardCharsets.UTF_8)) + '.' + until.getEpochSecond();
    return body + '.' + derive(purpose, body);
  }

  /** The text of a ticket of this purpose, if it is one and its time is not over. */
  public Optional<String> open(String purpose, String ticket, Instant now) {
    int end = ticket.lastIndexOf('.');
    int middle = end < 0 ? -1 : ticket.lastIndexOf('.', end - 1);
    if (middle < 0
        || ticket.length() > LONGEST
        || !isDerived(purpose, ticket.substring(0, end), ticket.substring(end + 1))) {
      return Optional.empty();
    }
    try {
      Instant until = Instant.ofEpochSecond(Long.parseLong(ticket.substring(middle + 1, end)));
      byte[] text = Base64.getUrlDecoder().decode(ticket.substring(0, middle));
      return now.isBefore(until)
          ? Optional.of(new String(text, StandardCharsets.UTF_8))
          : Optional.empty();
    } catch (IllegalArgumentException | DateTimeException notOurs) {
      return Optional.empty();
    }
  }

  /** What comes of a text for a purpose, and of no other; who lacks the key cannot tell it. */
  public String derive(String purpose, String text) {
    return BASE64.encodeToString(masterKey.newest().mac(input(purpose, text)));
  }

  /** Whether one thing was derived from the other, under any of the keys at hand. */
  public boolean isDerived(String purpose, String text, String derived) {
    byte[] given = derived.getBytes(StandardCharsets.UTF_8);
    boolean found = false;
    for (SealingKey key : masterKey.keys()) {
      String right = BASE64.encodeToString(key.mac(input(purpose, text)));
      found |= MessageDigest.isEqual(right.getBytes(StandardCharsets.UTF_8), given);
    }
    return found;
  }

  /** Injective: the purpose's length comes first. */
  private static byte[] input(String purpose, String text) {
    byte[] first = purpose.getBytes(StandardCharsets.UTF_8);
    byte[] second = text.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(Integer.BYTES + first.length + second.length)
        .putInt(first.length)
        .put(first)
        .put(second)
        .array();
  }
}
