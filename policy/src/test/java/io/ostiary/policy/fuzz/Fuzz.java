package io.ostiary.policy.fuzz;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Runs Jazzer on one target for some seconds, from its seeds and what earlier runs found new. It
 * stops at the first input that breaks what the target claims, and leaves that input in the
 * target's directory. Jazzer is there in the profile {@code fuzz} only, hence the reflection.
 */
public final class Fuzz {
  private Fuzz() {}

  /** Takes the directory to work in, the target's class name without package, and the seconds. */
  public static void main(String[] arguments)
      throws IOException,
          ClassNotFoundException,
          NoSuchMethodException,
          IllegalAccessException,
          InvocationTargetException {
    String target = arguments[1];
    Path directory = Path.of(arguments[0]).resolve(target);
    Path corpus = Files.createDirectories(directory.resolve("corpus"));
    Path seeds = Files.createDirectories(directory.resolve("seeds"));
    List<byte[]> all = Seeds.of(target);
    for (int i = 0; i < all.size(); i++) {
      Files.write(seeds.resolve(String.valueOf(i)), all.get(i));
    }
    Object jazzer =
        new String[] {
          "--target_class=" + Fuzz.class.getPackageName() + '.' + target,
          "--instrumentation_includes=io.ostiary.policy.**",
          "--reproducer_path=" + directory,
          "-artifact_prefix=" + directory + '/',
          "-max_total_time=" + arguments[2],
          "-max_len=2000",
          "-use_value_profile=1",
          "-print_final_stats=1",
          corpus.toString(),
          seeds.toString()
        };
    Class.forName("com.code_intelligence.jazzer.Jazzer")
        .getMethod("main", String[].class)
        .invoke(null, jazzer);
  }
}
