package io.ostiary.filter.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class AuditQueueTest {
  private static final Duration SHORT = Duration.ofMillis(50);
  private static final Duration LONG = Duration.ofMinutes(1);

  /** Keeps lines, or hangs, or fails, as told. */
  private static final class Paper implements AuditDestination {
    private final List<AuditEvent> written = Collections.synchronizedList(new ArrayList<>());
    private final CountDownLatch moving = new CountDownLatch(1);
    private volatile boolean hanging;
    private volatile boolean full;

    @Override
    public void write(List<AuditEvent> events) throws IOException {
      if (hanging) {
        try {
          moving.await();
        } catch (InterruptedException e) {
          throw new IOException(e);
        }
      }
      if (full) {
        throw new IOException("the paper is full");
      }
      written.addAll(events);
    }

    @Override
    public void close() {}
  }

  private final Paper paper = new Paper();

  @Test
  void aRecordThatIsRequiredIsWrittenWhenItReturns() throws Exception {
    try (AuditQueue queue = AuditQueue.start(paper, AuditMode.REQUIRED, LONG)) {
      for (int i = 1; i <= 100; i++) {
        queue.record(AuditEventTest.DENIED);
        assertThat(paper.written).hasSize(i);
      }
    }
  }

  @Test
  void aRecordThatIsRequiredAndFailsIsAnException() throws Exception {
    paper.full = true;
    try (AuditQueue queue = AuditQueue.start(paper, AuditMode.REQUIRED, LONG)) {
      assertThatThrownBy(() -> queue.record(AuditEventTest.DENIED))
          .isInstanceOf(IOException.class)
          .hasMessage("the paper is full");
      assertThat(queue.problem()).isEqualTo("the paper is full");
      paper.full = false;
      queue.record(AuditEventTest.DENIED);
    }
    assertThat(paper.written).hasSize(1);
  }

  @Test
  void whatHangsIsWaitedForNoLongerThanPatienceLastsAndNotWrittenLater() throws Exception {
    paper.hanging = true;
    try (AuditQueue queue = AuditQueue.start(paper, AuditMode.REQUIRED, SHORT)) {
      for (int i = 0; i < 3; i++) {
        assertThatThrownBy(() -> queue.record(AuditEventTest.DENIED))
            .isInstanceOf(IOException.class)
            .hasMessageContaining("not written within");
      }
      paper.moving.countDown();
    }
    assertThat(paper.written).as("the one that was being written already").hasSize(1);
  }

  @Test
  void anInterruptIsKeptForLaterAndHarmsNothing() throws Exception {
    try (AuditQueue queue = AuditQueue.start(paper, AuditMode.REQUIRED, LONG)) {
      Thread.currentThread().interrupt();
      queue.record(AuditEventTest.DENIED);
      assertThat(Thread.interrupted()).isTrue();
    }
    assertThat(paper.written).hasSize(1);
  }

  @Test
  void bestEffortWaitsForNothingAndCountsWhatIsLost() throws Exception {
    paper.hanging = true;
    AuditQueue queue = AuditQueue.start(paper, AuditMode.BEST_EFFORT, LONG);
    for (int i = 0; i < 10_000; i++) {
      queue.record(AuditEventTest.DENIED);
    }
    assertThat(queue.lost()).isPositive();
    long lost = queue.lost();
    paper.moving.countDown();
    queue.close();
    assertThat(paper.written).hasSize((int) (10_000 - lost));
    queue.record(AuditEventTest.DENIED);
    assertThat(queue.lost()).isEqualTo(lost + 1);
  }

  @Test
  void nothingIsRecordedOnceItIsClosed() throws Exception {
    AuditQueue queue = AuditQueue.start(paper, AuditMode.REQUIRED, LONG);
    queue.close();
    assertThatThrownBy(() -> queue.record(AuditEventTest.DENIED)).hasMessageContaining("closed");
  }

  @Test
  void aStreamGetsOneLineAnEvent() throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (AuditQueue queue = AuditQueue.start(new AuditStream(out), AuditMode.REQUIRED, LONG)) {
      queue.record(AuditEventTest.DENIED);
      queue.record(AuditEventTest.DENIED);
    }
    assertThat(out.toString(StandardCharsets.UTF_8).lines())
        .containsExactly(AuditEventTest.DENIED.toJson(), AuditEventTest.DENIED.toJson());
  }
}
