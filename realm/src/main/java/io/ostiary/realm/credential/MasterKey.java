package io.ostiary.realm.credential;

import io.ostiary.realm.store.PrivateFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The master key of an installation, under which secrets are sealed at rest, and those that it had
 * before: what is sealed is sealed under the newest, what is opened may be under any. So the key is
 * changed while everything goes on. Safe for any number of threads.
 */
public final class MasterKey {
  private static final int LARGEST_FILE = 4096;

  private final Optional<Path> file;

  /** Newest first, never empty. */
  private volatile List<SealingKey> keys;

  private MasterKey(Optional<Path> file, List<SealingKey> keys) {
    this.file = file;
    this.keys = keys;
  }

  /**
   * Reads the keys of a file: one a line, newest first, each 32 bytes in Base64; empty lines and
   * those that begin with {@code #} say nothing.
   *
   * @throws IllegalArgumentException if the file holds something else
   */
  public static MasterKey read(Path file) throws IOException {
    return new MasterKey(Optional.of(file), keys(file));
  }

  /** Makes a key and keeps it in a file that only its owner may read. */
  public static MasterKey create(Path file, SecureRandom random) throws IOException {
    try (SecretBytes bytes = SecretBytes.random(SealingKey.BYTES, random)) {
      PrivateFile.write(file, bytes.lend(Base64.getEncoder()::encodeToString) + "\n");
      return new MasterKey(Optional.of(file), List.of(new SealingKey(bytes)));
    }
  }

  /** A key that nobody else will ever know, for what is sealed in this process's memory only. */
  public static MasterKey ephemeral(SecureRandom random) {
    try (SecretBytes bytes = SecretBytes.random(SealingKey.BYTES, random)) {
      return new MasterKey(Optional.empty(), List.of(new SealingKey(bytes)));
    }
  }

  private static List<SealingKey> keys(Path file) throws IOException {
    if (Files.size(file) > LARGEST_FILE) {
      throw malformed(file, "");
    }
    List<SealingKey> keys = new ArrayList<>();
    List<String> lines = Files.readAllLines(file, StandardCharsets.ISO_8859_1);
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (!line.isEmpty() && !line.startsWith("#")) {
        keys.add(key(file, i + 1, line));
      }
    }
    if (keys.isEmpty()) {
      throw malformed(file, "");
    }
    return List.copyOf(keys);
  }

  private static SealingKey key(Path file, int line, String text) {
    try (SecretBytes bytes = SecretBytes.of(Base64.getDecoder().decode(text))) {
      if (bytes.lend(raw -> raw.length) != SealingKey.BYTES) {
        throw malformed(file, ":" + line);
      }
      return new SealingKey(bytes);
    } catch (IllegalArgumentException notBase64) {
      throw malformed(file, ":" + line);
    }
  }

  private static IllegalArgumentException malformed(Path file, String place) {
    return new IllegalArgumentException(
        "`%s`%s does not hold a master key; each line must be 32 random bytes in Base64, as `openssl"
                .formatted(file, place)
            + " rand -base64 32` writes them, the newest first");
  }

  /**
   * The keys that the file holds now, if they are others.
   *
   * @throws IllegalArgumentException if the file holds something else
   */
  public Optional<MasterKey> changed() throws IOException {
    if (file.isEmpty()) {
      return Optional.empty();
    }
    MasterKey now = read(file.get());
    return now.toString().equals(toString()) ? Optional.empty() : Optional.of(now);
  }

  /** Takes other keys in place of those at hand. */
  public void adopt(MasterKey other) {
    keys = other.keys;
  }

  /** The keys, newest first. */
  List<SealingKey> keys() {
    return keys;
  }

  SealingKey newest() {
    return keys.get(0);
  }

  /** Whether a secret was sealed under one of the keys at hand, without opening it. */
  public boolean opens(SealedSecret secret) {
    return key(secret).isPresent();
  }

  private Optional<SealingKey> key(SealedSecret secret) {
    return keys.stream().filter(key -> secret.isUnder(key.fingerprint())).findFirst();
  }

  /** Seals a secret under the newest key, to a context that opening must name again. */
  SealedSecret seal(SecretBytes secret, String context, SecureRandom random) {
    return newest().seal(secret, context, random);
  }

  /**
   * Opens what {@link #seal} made.
   *
   * @throws IllegalStateException if it was made under a key that is not at hand or for another
   *     context, or was touched since
   */
  SecretBytes open(SealedSecret secret, String context) {
    return key(secret)
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "a secret was sealed under master key %s, which is not among %s"
                        .formatted(secret.keyFingerprint(), this)))
        .open(secret, context);
  }

  /** The secret as sealed under the newest key: the same one if it is. */
  SealedSecret reseal(SealedSecret secret, String context, SecureRandom random) {
    if (secret.isUnder(newest().fingerprint())) {
      return secret;
    }
    try (SecretBytes bytes = open(secret, context)) {
      return seal(bytes, context, random);
    }
  }

  /** Where the keys are and what they are known by. */
  @Override
  public String toString() {
    return keys.stream()
        .map(SealingKey::fingerprint)
        .collect(Collectors.joining(", ", "MasterKey(" + file.map(f -> f + ": ").orElse(""), ")"));
  }
}
