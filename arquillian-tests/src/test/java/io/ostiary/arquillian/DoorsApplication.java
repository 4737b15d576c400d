package io.ostiary.arquillian;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.EmptyAsset;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** Makes the WAR of {@link Doors}. */
final class DoorsApplication {
  private static final String DEFINITION = "doors/doors.service.json";

  private DoorsApplication() {}

  /**
   * With the drop-in jar in WEB-INF/lib, as Depot has it, and the definition beside it.
   *
   * @param declaresRole whether it declares who may have one of its servlets
   */
  static void withOstiary(Path war, boolean declaresRole) throws IOException {
    WebArchive archive =
        bare()
            .addClass(DoorsSocket.class)
            .addAsWebInfResource(DEFINITION, "ostiary/doors.service.json");
    if (!declaresRole) {
      archive.deleteClass(Doors.StaffDoor.class);
    }
    archive.addAsWebInfResource(EmptyAsset.INSTANCE, "beans.xml");
    Path jar = Files.createTempFile("runtime", ".jar");
    try {
      copyOstiary(jar);
      write(archive.addAsLibrary(jar.toFile(), "ostiary-runtime.jar"), war);
    } finally {
      Files.delete(jar);
    }
  }

  /** Copies the drop-in jar out of Depot, which has it as users do. */
  static void copyOstiary(Path jar) throws IOException {
    try (ZipFile depot = new ZipFile(System.getProperty("depot.war"))) {
      String name =
          depot.stream()
              .map(ZipEntry::getName)
              .filter(entry -> entry.startsWith("WEB-INF/lib/ostiary-runtime"))
              .findAny()
              .orElseThrow();
      try (InputStream in = depot.getInputStream(depot.getEntry(name))) {
        Files.write(jar, in.readAllBytes());
      }
    }
  }

  /** As somebody made it who never heard of Ostiary. */
  static WebArchive bare() {
    return ShrinkWrap.create(WebArchive.class)
        .addClasses(Doors.class, Doors.StaffDoor.class)
        .addClasses(Rooms.class, Rooms.Closed.class, Rooms.Open.class, Rooms.Book.class);
  }

  static void write(WebArchive archive, Path war) {
    archive.as(ZipExporter.class).exportTo(new File(war.toString()), true);
  }
}
