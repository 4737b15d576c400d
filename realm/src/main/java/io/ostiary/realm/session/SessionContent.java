package io.ostiary.realm.session;

import io.ostiary.realm.authentication.Session;
import io.ostiary.realm.authentication.Session.Chain;
import io.ostiary.realm.authentication.Session.Kind;
import io.ostiary.realm.authentication.Session.Origin;
import io.ostiary.realm.authentication.Session.Use;
import java.io.ByteArrayOutputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What a session says as bytes: few, since a token travels with every request. Only bytes that were
 * opened, and so were written here, are read.
 */
final class SessionContent {
  private static final byte FORMAT = 3;
  private static final int LONGEST_TEXT = 0xffff;

  private SessionContent() {}

  static byte[] write(Session session) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      write(session, out);
    } catch (IOException e) {
      throw new UncheckedIOException("a session is too large to be written", e);
    }
    return bytes.toByteArray();
  }

  private static void write(Session session, DataOutput out) throws IOException {
    out.writeByte(FORMAT);
    out.writeByte(session.kind().letter());
    text(session.accessKeyId(), out);
    text(session.accountId(), out);
    text(session.principalId(), out);
    text(session.name(), out);
    out.writeLong(session.issuedAt().toEpochMilli());
    out.writeLong(session.expiresAt().toEpochMilli());
    out.writeLong(session.revision().orElseThrow());
    out.writeLong(session.mfaAt().map(Instant::toEpochMilli).orElse(0L));
    text(session.sourceIdentity().orElse(""), out);
    texts(session.tags(), out);
    texts(session.transitiveTagKeys(), out);
    text(session.policy().orElse(""), out);
    texts(session.policyArns(), out);
    text(session.provider().orElse(""), out);
    texts(session.keys(), out);
    Chain chain = session.chain();
    out.writeByte(chain.origin().type().letter());
    text(chain.origin().id(), out);
    text(chain.origin().subject(), out);
    text(chain.origin().login(), out);
    out.writeBoolean(chain.mfa());
    texts(chain.earlier(), out);
  }

  private static void text(String text, DataOutput out) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    if (bytes.length > LONGEST_TEXT) {
      throw new IOException("a text of " + bytes.length + " bytes");
    }
    out.writeShort(bytes.length);
    out.write(bytes);
  }

  private static void texts(Collection<String> texts, DataOutput out) throws IOException {
    out.writeByte(texts.size());
    for (String text : texts) {
      text(text, out);
    }
  }

  private static void texts(Map<String, String> texts, DataOutput out) throws IOException {
    out.writeByte(texts.size());
    for (Map.Entry<String, String> text : texts.entrySet()) {
      text(text.getKey(), out);
      text(text.getValue(), out);
    }
  }

  /**
   * Reads what {@link #write} wrote; empty if another version of Ostiary did.
   *
   * @param use what the token was opened for
   */
  static Optional<Session> read(byte[] content, Use use) {
    ByteBuffer in = ByteBuffer.wrap(content);
    try {
      return in.get() == FORMAT ? Optional.of(read(in, use)) : Optional.empty();
    } catch (BufferUnderflowException e) {
      throw new IllegalStateException("a session token opened, but holds no session", e);
    }
  }

  private static Session read(ByteBuffer in, Use use) {
    return new Session(
        kind(in),
        use,
        text(in),
        text(in),
        text(in),
        text(in),
        Instant.ofEpochMilli(in.getLong()),
        Instant.ofEpochMilli(in.getLong()),
        OptionalLong.of(in.getLong()),
        Optional.of(in.getLong()).filter(at -> at != 0).map(Instant::ofEpochMilli),
        optional(in),
        map(in),
        Set.copyOf(list(in)),
        optional(in),
        list(in),
        optional(in),
        map(in),
        new Chain(new Origin(type(in), text(in), text(in), text(in)), in.get() != 0, list(in)));
  }

  private static Kind kind(ByteBuffer in) {
    int letter = in.get();
    for (Kind kind : Kind.values()) {
      if (kind.letter() == letter) {
        return kind;
      }
    }
    throw new IllegalStateException("a session of unknown kind " + letter);
  }

  private static Origin.Type type(ByteBuffer in) {
    int letter = in.get();
    for (Origin.Type type : Origin.Type.values()) {
      if (type.letter() == letter) {
        return type;
      }
    }
    throw new IllegalStateException("a session of unknown origin " + letter);
  }

  private static String text(ByteBuffer in) {
    int length = Short.toUnsignedInt(in.getShort());
    if (length > in.remaining()) {
      throw new BufferUnderflowException();
    }
    byte[] bytes = new byte[length];
    in.get(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static Optional<String> optional(ByteBuffer in) {
    return Optional.of(text(in)).filter(text -> !text.isEmpty());
  }

  private static List<String> list(ByteBuffer in) {
    int size = Byte.toUnsignedInt(in.get());
    if (size == 0) {
      return List.of();
    }
    List<String> texts = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      texts.add(text(in));
    }
    return texts;
  }

  private static Map<String, String> map(ByteBuffer in) {
    int size = Byte.toUnsignedInt(in.get());
    if (size == 0) {
      return Map.of();
    }
    Map<String, String> texts = new HashMap<>();
    for (int i = 0; i < size; i++) {
      texts.put(text(in), text(in));
    }
    return texts;
  }
}
