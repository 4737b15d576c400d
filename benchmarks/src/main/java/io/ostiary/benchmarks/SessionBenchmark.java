package io.ostiary.benchmarks;

import io.ostiary.benchmarks.door.Installation;
import io.ostiary.realm.authentication.OpenSession;
import io.ostiary.realm.authentication.Session.Use;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.Blackhole;

/**
 * What does a session token cost: opened for the first time, remembered, and beside both one
 * opening of as many bytes by AES-256-GCM?
 *
 * <p>The tokens are of sessions of one role, each of its own, without a session policy and with one
 * of a kilobyte. A node that has seen none of them opens each once.
 */
@State(Scope.Benchmark)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@SuppressWarnings("NullAway.Init") // JMH calls the set-up
public class SessionBenchmark {
  static final int TOKENS = 8_192;

  /** So few that all of them are remembered. */
  private static final int IN_USE = 1_024;

  private static final int TAG_BITS = 128;
  private static final int NONCE_BYTES = 12;
  private static final int KEY_BYTES = 32;

  /** The length of a session policy, or 0 for none. */
  @Param({"0", "1000"})
  private int policy;

  private Installation installation;
  private List<String> tokens;
  private byte[][] sealed;
  private SecretKey key;
  private int next;

  @Setup
  public void makeTokens() throws IOException, GeneralSecurityException {
    installation = Installation.open();
    tokens = installation.sessionTokens(TOKENS, policy);
    key = new SecretKeySpec(new byte[KEY_BYTES], "AES");
    sealed = new byte[TOKENS][];
    for (int i = 0; i < TOKENS; i++) {
      byte[] content = Base64.getUrlDecoder().decode(tokens.get(i));
      sealed[i] = cipher(Cipher.ENCRYPT_MODE, i).doFinal(content);
    }
  }

  @TearDown
  public void close() throws IOException {
    installation.close();
  }

  /** A node that has just started. */
  @State(Scope.Benchmark)
  public static class FreshNode {
    @Setup(Level.Invocation)
    public void forget(SessionBenchmark benchmark) {
      benchmark.installation.restart();
    }
  }

  @Benchmark
  @BenchmarkMode(Mode.SingleShotTime)
  @OperationsPerInvocation(TOKENS)
  public void open(FreshNode node, Blackhole hole) {
    for (String token : tokens) {
      hole.consume(open(token));
    }
  }

  @Benchmark
  @BenchmarkMode(Mode.SingleShotTime)
  @OperationsPerInvocation(TOKENS)
  public void openAsManyBytes(FreshNode node, Blackhole hole) throws GeneralSecurityException {
    for (int i = 0; i < TOKENS; i++) {
      hole.consume(cipher(Cipher.DECRYPT_MODE, i).doFinal(sealed[i]));
    }
  }

  @Benchmark
  @BenchmarkMode(Mode.AverageTime)
  public Optional<OpenSession> remembered() {
    next = (next + 1) & (IN_USE - 1);
    return open(tokens.get(next));
  }

  private Optional<OpenSession> open(String token) {
    Optional<OpenSession> open = installation.open(token, Use.SIGNATURE);
    if (open.isEmpty()) {
      throw new IllegalStateException("a token does not open");
    }
    return open;
  }

  private Cipher cipher(int mode, int nonce) throws GeneralSecurityException {
    byte[] bytes = new byte[NONCE_BYTES];
    bytes[0] = (byte) nonce;
    bytes[1] = (byte) (nonce >> 8);
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, bytes));
    return cipher;
  }
}
