package io.ostiary.arquillian;

import java.io.File;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.importer.ZipImporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.extension.ExtendWith;

/** A test whose subject is the sample application's WAR, untouched, at the root of a WildFly. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class DepotInWildFly {
  final Installation depot = Installation.inWildFly();

  @Deployment(testable = false)
  static WebArchive depot() {
    return war("ROOT.war");
  }

  /** The sample application under another name. */
  static WebArchive war(String name) {
    return ShrinkWrap.create(ZipImporter.class, name)
        .importFrom(new File(System.getProperty("depot.war")))
        .as(WebArchive.class);
  }
}
