package io.ostiary.realm.session;

import io.ostiary.realm.authentication.Session;
import io.ostiary.realm.authentication.Session.Chain;
import io.ostiary.realm.authentication.Session.Kind;
import io.ostiary.realm.authentication.Session.Origin;
import io.ostiary.realm.authentication.Session.Use;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a session says as bytes: few, since a token travels with every request. Only bytes that were
 * opened, and so were written here, are read.
 */
final class SessionContent {
  private static final byte FORMAT = 2;

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
    out.writeUTF(session.accessKeyId());
    out.writeUTF(session.accountId());
    out.writeUTF(session.principalId());
    out.writeUTF(session.name());
    out.writeLong(session.issuedAt().toEpochMilli());
    out.writeLong(session.expiresAt().toEpochMilli());
    out.writeLong(session.mfaAt().map(Instant::toEpochMilli).orElse(0L));
    out.writeUTF(session.sourceIdentity().orElse(""));
    texts(session.tags(), out);
    texts(session.transitiveTagKeys(), out);
    out.writeUTF(session.policy().orElse(""));
    texts(session.policyArns(), out);
    out.writeUTF(session.provider().orElse(""));
    texts(session.keys(), out);
    Chain chain = session.chain();
    out.writeByte(chain.origin().type().letter());
    out.writeUTF(chain.origin().id());
    out.writeUTF(chain.origin().subject());
    out.writeUTF(chain.origin().login());
    out.writeBoolean(chain.mfa());
    texts(chain.earlier(), out);
  }

  private static void texts(Collection<String> texts, DataOutput out) throws IOException {
    out.writeByte(texts.size());
    for (String text : texts) {
      out.writeUTF(text);
    }
  }

  private static void texts(Map<String, String> texts, DataOutput out) throws IOException {
    out.writeByte(texts.size());
    for (Map.Entry<String, String> text : texts.entrySet()) {
      out.writeUTF(text.getKey());
      out.writeUTF(text.getValue());
    }
  }

  /**
   * Reads what {@link #write} wrote; empty if another version of Ostiary did.
   *
   * @param use what the token was opened for
   */
  static Optional<Session> read(byte[] content, Use use) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(content))) {
      return in.readByte() == FORMAT ? Optional.of(read(in, use)) : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("a session token opened, but holds no session", e);
    }
  }

  private static Session read(DataInput in, Use use) throws IOException {
    return new Session(
        kind(in),
        use,
        in.readUTF(),
        in.readUTF(),
        in.readUTF(),
        in.readUTF(),
        Instant.ofEpochMilli(in.readLong()),
        Instant.ofEpochMilli(in.readLong()),
        Optional.of(in.readLong()).filter(at -> at != 0).map(Instant::ofEpochMilli),
        optional(in),
        map(in),
        Set.copyOf(list(in)),
        optional(in),
        list(in),
        optional(in),
        map(in),
        new Chain(
            new Origin(type(in), in.readUTF(), in.readUTF(), in.readUTF()),
            in.readBoolean(),
            list(in)));
  }

  private static Kind kind(DataInput in) throws IOException {
    int letter = in.readByte();
    for (Kind kind : Kind.values()) {
      if (kind.letter() == letter) {
        return kind;
      }
    }
    throw new IOException("a session of unknown kind " + letter);
  }

  private static Origin.Type type(DataInput in) throws IOException {
    int letter = in.readByte();
    for (Origin.Type type : Origin.Type.values()) {
      if (type.letter() == letter) {
        return type;
      }
    }
    throw new IOException("a session of unknown origin " + letter);
  }

  private static Optional<String> optional(DataInput in) throws IOException {
    return Optional.of(in.readUTF()).filter(text -> !text.isEmpty());
  }

  private static List<String> list(DataInput in) throws IOException {
    int size = in.readUnsignedByte();
    List<String> texts = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      texts.add(in.readUTF());
    }
    return texts;
  }

  private static Map<String, String> map(DataInput in) throws IOException {
    int size = in.readUnsignedByte();
    Map<String, String> texts = new LinkedHashMap<>();
    for (int i = 0; i < size; i++) {
      texts.put(in.readUTF(), in.readUTF());
    }
    return texts;
  }
}
