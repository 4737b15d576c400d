package io.ostiary.benchmarks.cost;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * What a process has spent so far, as it sees itself.
 *
 * @param processor nanoseconds of all threads, the collector's included, but neither the compiler's
 *     nor the one that measures
 * @param compiler nanoseconds of the compiler's threads
 * @param allocated bytes, by all threads of Java but the one that measures
 */
public record Spent(long processor, long compiler, long allocated) {
  /** The name of the thread that calls {@link #now}. */
  static final String MEASURING = "measuring";

  private static final Path TASKS = Path.of("/proc/self/task");

  /** To be called by the thread {@link #MEASURING}. */
  static Spent now() throws IOException {
    long processor = 0;
    long compiler = 0;
    try (DirectoryStream<Path> tasks = Files.newDirectoryStream(TASKS)) {
      for (Path task : tasks) {
        String name = read(task.resolve("comm"));
        String times = read(task.resolve("schedstat"));
        if (times.isEmpty() || name.equals(MEASURING)) {
          continue;
        }
        long nanos = Long.parseLong(times.substring(0, times.indexOf(' ')));
        if (name.startsWith("C1 ") || name.startsWith("C2 ")) {
          compiler += nanos;
        } else {
          processor += nanos;
        }
      }
    }
    return new Spent(processor, compiler, allocatedNow());
  }

  /** Empty if the thread has ended meanwhile. */
  private static String read(Path file) throws IOException {
    try {
      return Files.readString(file).strip();
    } catch (NoSuchFileException ended) {
      return "";
    }
  }

  private static long allocatedNow() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long own = Thread.currentThread().getId();
    long[] ids = threads.getAllThreadIds();
    long[] bytes = threads.getThreadAllocatedBytes(ids);
    long sum = 0;
    for (int i = 0; i < ids.length; i++) {
      sum += ids[i] == own || bytes[i] < 0 ? 0 : bytes[i];
    }
    return sum;
  }

  /** What was spent since. */
  Spent since(Spent before) {
    return new Spent(
        processor - before.processor, compiler - before.compiler, allocated - before.allocated);
  }
}
