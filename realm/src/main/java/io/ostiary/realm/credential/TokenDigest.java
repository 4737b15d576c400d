package io.ostiary.realm.credential;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;

/**
 * What a token is remembered by: 128 bits of SipHash-1-3 under a key that this process drew and
 * nobody else knows, so that no text can be made that is taken for another. No digest ever leaves
 * the process; a cryptographic hash takes several times as long at every request.
 *
 * @see <a href="https://www.aumasson.jp/siphash/siphash.pdf">SipHash: a fast short-input PRF</a>
 */
public record TokenDigest(long high, long low) {

  /** Digests texts of ASCII under one key. Safe for any number of threads. */
  public static final class Key {
    private static final VarHandle LONG =
        MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final long k0;
    private final long k1;

    Key(long k0, long k1) {
      this.k0 = k0;
      this.k1 = k1;
    }

    static Key draw(SecureRandom random) {
      return new Key(random.nextLong(), random.nextLong());
    }

    public TokenDigest of(String text) {
      return of(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    TokenDigest of(byte[] bytes) {
      long v0 = k0 ^ 0x736f6d6570736575L;
      long v1 = k1 ^ 0x646f72616e646f6dL ^ 0xee;
      long v2 = k0 ^ 0x6c7967656e657261L;
      long v3 = k1 ^ 0x7465646279746573L;
      int whole = bytes.length & ~7;
      for (int i = 0; i < whole; i += 8) {
        long word = (long) LONG.get(bytes, i);
        v3 ^= word;
        v0 += v1;
        v1 = Long.rotateLeft(v1, 13) ^ v0;
        v0 = Long.rotateLeft(v0, 32);
        v2 += v3;
        v3 = Long.rotateLeft(v3, 16) ^ v2;
        v0 += v3;
        v3 = Long.rotateLeft(v3, 21) ^ v0;
        v2 += v1;
        v1 = Long.rotateLeft(v1, 17) ^ v2;
        v2 = Long.rotateLeft(v2, 32);
        v0 ^= word;
      }
      long last = last(bytes, whole);
      State all = new State(v0, v1, v2, v3 ^ last).rounded();
      State state = new State(all.v0 ^ last, all.v1, all.v2 ^ 0xee, all.v3).finished();
      long first = state.folded();
      State second = new State(state.v0, state.v1 ^ 0xdd, state.v2, state.v3).finished();
      return new TokenDigest(first, second.folded());
    }

    /** The bytes after the last whole word, and the length in the top byte. */
    private static long last(byte[] bytes, int from) {
      long word = (long) bytes.length << 56;
      for (int i = from; i < bytes.length; i++) {
        word |= (bytes[i] & 0xffL) << (8 * (i - from));
      }
      return word;
    }
  }

  /** SipHash's four words, outside its loop. */
  private record State(long v0, long v1, long v2, long v3) {
    State finished() {
      return rounded().rounded().rounded();
    }

    private State rounded() {
      long a = v0 + v1;
      long b = Long.rotateLeft(v1, 13) ^ a;
      a = Long.rotateLeft(a, 32);
      long c = v2 + v3;
      long d = Long.rotateLeft(v3, 16) ^ c;
      a += d;
      d = Long.rotateLeft(d, 21) ^ a;
      c += b;
      b = Long.rotateLeft(b, 17) ^ c;
      return new State(a, b, Long.rotateLeft(c, 32), d);
    }

    long folded() {
      return v0 ^ v1 ^ v2 ^ v3;
    }
  }
}
