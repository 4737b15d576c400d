package io.ostiary.filter.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.ostiary.filter.audit.AuditEvent.Failure;
import io.ostiary.filter.audit.AuditEvent.Identity;
import io.ostiary.realm.Realm;
import io.ostiary.realm.RealmSettings;
import io.ostiary.realm.store.LastAccess;
import io.ostiary.realm.store.OnceStore.LastUse;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LastAccessSinkTest {
  private static final Instant NOW = Instant.parse("2026-11-22T00:00:00Z");

  @TempDir Path directory;

  private final List<AuditEvent> kept = new ArrayList<>();
  private Realm realm;
  private AuditSink sink;

  @BeforeEach
  void open() {
    realm =
        Realm.open(
            new RealmSettings(
                directory,
                Optional.empty(),
                "aws",
                Optional.empty(),
                Optional.empty(),
                Optional.empty()),
            InstantSource.fixed(NOW),
            new SecureRandom());
    sink = new LastAccessSink(kept::add, realm.once());
  }

  @AfterEach
  void close() {
    realm.close();
  }

  private static AuditEvent event(String userId, String source, Optional<Failure> failure) {
    return new AuditEvent(
        NOW,
        "event",
        "request",
        source,
        "GetObject",
        userId.isEmpty()
            ? Optional.empty()
            : Optional.of(new Identity("IAMUser", userId, "arn", "1", Optional.empty())),
        "192.0.2.1",
        "curl",
        Map.of(),
        failure,
        true,
        List.of(),
        "Allowed",
        null,
        42,
        "enforce");
  }

  private Optional<LastUse> use(String id) {
    return Optional.ofNullable(realm.once().lastUses(List.of(id)).get(id));
  }

  @Test
  void whoReachesAServiceIsNotedForItAndForTheAction() throws IOException {
    sink.record(event("AIDAANN", "s3", Optional.empty()));
    LastUse expected = new LastUse(NOW, "s3", "");
    assertThat(use(LastAccess.id("AIDAANN", "s3"))).contains(expected);
    assertThat(use(LastAccess.id("AIDAANN", "s3", "GetObject"))).contains(expected);
    assertThat(use(LastAccess.id("AIDAANN", "s3", "PutObject"))).isEmpty();
    assertThat(kept).hasSize(1);
  }

  @Test
  void aSessionIsItsRolesAndADenialCounts() throws IOException {
    sink.record(event("AROAAPP:session", "s3", Optional.of(new Failure("AccessDenied", "denied"))));
    assertThat(use(LastAccess.id("AROAAPP", "s3"))).isPresent();
  }

  @Test
  void whoIsNotKnownOrReachesNothingIsKeptAndNotNoted() throws IOException {
    sink.record(event("", "s3", Optional.empty()));
    sink.record(event("AIDAANN", "", Optional.empty()));
    assertThat(kept).hasSize(2);
    assertThat(use(LastAccess.id("AIDAANN", ""))).isEmpty();
  }

  @Test
  void whatCannotBeKeptIsNotNoted() {
    AuditSink broken =
        new LastAccessSink(
            event -> {
              throw new IOException("full");
            },
            realm.once());
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> broken.record(event("AIDAANN", "s3", Optional.empty())));
    assertThat(use(LastAccess.id("AIDAANN", "s3"))).isEmpty();
  }

  @Test
  void anIdStaysWithinWhatTheStoreTakes() {
    assertThat(LastAccess.id("AIDAANN", "s3", "A".repeat(200))).hasSizeLessThanOrEqualTo(128);
  }
}
