package io.ostiary.signature;

import java.io.IOException;

/** Gives the SHA-256 of the whole body, reading it first if need be. */
@FunctionalInterface
public interface BodyHash {
  /** The 32 bytes. */
  byte[] sha256() throws IOException;
}
