package io.ostiary.arquillian;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipFile;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.EmptyAsset;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** Makes the WAR of {@link Doors}. */
final class DoorsApplication {
  private static final String DEFINITION = "doors/doors.service.json";

  private DoorsApplication() {}

  /** With the drop-in jar in WEB-INF/lib, as Depot has it, and the definition beside it. */
  static void withOstiary(Path war) throws IOException {
    WebArchive archive = bare().addAsWebInfResource(DEFINITION, "ostiary/doors.service.json");
    archive.addAsWebInfResource(EmptyAsset.INSTANCE, "beans.xml");
    Path jar = Files.createTempFile("runtime", ".jar");
    try (ZipFile depot = new ZipFile(System.getProperty("depot.war"))) {
      String name =
          depot.stream()
              .map(java.util.zip.ZipEntry::getName)
              .filter(entry -> entry.startsWith("WEB-INF/lib/ostiary-runtime"))
              .findAny()
              .orElseThrow();
      try (InputStream in = depot.getInputStream(depot.getEntry(name))) {
        Files.write(jar, in.readAllBytes());
      }
      archive.addAsLibrary(jar.toFile(), "ostiary-runtime.jar");
      write(archive, war);
    } finally {
      Files.delete(jar);
    }
  }

  /** As somebody made it who never heard of Ostiary. */
  static WebArchive bare() {
    return ShrinkWrap.create(WebArchive.class).addClasses(Doors.class, Doors.StaffDoor.class);
  }

  static void write(WebArchive archive, Path war) {
    archive.as(ZipExporter.class).exportTo(new File(war.toString()), true);
  }

  /** The definition, for a folder that an operator keeps. */
  static void define(Path folder) throws IOException {
    Files.createDirectories(folder);
    try (InputStream in = DoorsApplication.class.getClassLoader().getResourceAsStream(DEFINITION)) {
      Files.write(folder.resolve("doors.service.json"), in.readAllBytes());
    }
  }
}
