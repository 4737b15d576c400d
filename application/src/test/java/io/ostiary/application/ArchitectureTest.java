package io.ostiary.application;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Each framework is known to one package, so that none needs another one's classes. */
@AnalyzeClasses(
    packages = "io.ostiary.application",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  private static ArchRule onlyIn(String ours, String theirs) {
    return noClasses()
        .that()
        .resideOutsideOfPackage("io.ostiary.application." + ours)
        .should()
        .dependOnClassesThat()
        .resideInAPackage(theirs);
  }

  @ArchTest static final ArchRule REST = onlyIn("rest", "jakarta.ws.rs..");

  @ArchTest static final ArchRule METERS = onlyIn("metrics", "io.micrometer..");

  @ArchTest static final ArchRule HEALTH = onlyIn("health", "org.eclipse.microprofile.health..");

  @ArchTest
  static final ArchRule BEANS =
      noClasses()
          .that()
          .resideOutsideOfPackages("io.ostiary.application.cdi", "io.ostiary.application.health")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("jakarta.enterprise..", "jakarta.inject..");

  @ArchTest static final ArchRule ROLES = onlyIn("declaration", "jakarta.annotation..");

  @ArchTest
  static final ArchRule OF_OSTIARY_ONLY_WHAT_THE_DESIGN_SAYS_IS_USED =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.ostiary.runtime..", "io.ostiary.cli..", "io.ostiary.federation..");
}
