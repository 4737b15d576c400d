package io.ostiary.policy;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;

/** Which way the module's packages lean, and what none of them does. */
@AnalyzeClasses(packages = "io.ostiary.policy", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule ARROWS_POINT_ONE_WAY =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("json")
          .definedBy("..policy.json..")
          .layer("request")
          .definedBy("..policy.request..")
          .layer("condition")
          .definedBy("..policy.condition..")
          .layer("document")
          .definedBy("..policy.document..")
          .layer("acl")
          .definedBy("..policy.acl..")
          .layer("service")
          .definedBy("..policy.service..")
          .layer("decision")
          .definedBy("..policy.decision..")
          .layer("validation")
          .definedBy("..policy.validation..")
          .whereLayer("json")
          .mayNotAccessAnyLayer()
          .whereLayer("request")
          .mayNotAccessAnyLayer()
          .whereLayer("condition")
          .mayOnlyAccessLayers("request")
          .whereLayer("document")
          .mayOnlyAccessLayers("json", "request", "condition")
          .whereLayer("acl")
          .mayOnlyAccessLayers("document")
          .whereLayer("service")
          .mayOnlyAccessLayers("request", "acl")
          .whereLayer("decision")
          .mayOnlyAccessLayers("request", "condition", "document")
          .whereLayer("validation")
          .mayOnlyAccessLayers("json", "request", "condition", "document", "service");

  @ArchTest
  static final ArchRule NOTHING_REACHES_OUT =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "jakarta..", "javax..", "java.net..", "java.nio.file..", "java.nio.channels..")
          .orShould()
          .dependOnClassesThat()
          .haveNameMatching("java\\.io\\.(File|RandomAccess).*")
          .because("policies are decided without I/O");

  @ArchTest
  static final ArchRule NOTHING_READS_A_CLOCK =
      noClasses()
          .should()
          .dependOnClassesThat()
          .areAssignableTo(Clock.class)
          .orShould()
          .dependOnClassesThat()
          .areAssignableTo(InstantSource.class)
          .orShould()
          .callMethod(Instant.class, "now")
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .because("the time of a request is in its context");

  @ArchTest
  static final ArchRule NO_PATTERN_OF_A_POLICY_BECOMES_A_REGULAR_EXPRESSION =
      noClasses()
          .that()
          .resideOutsideOfPackage("..policy.service..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("java.util.regex..")
          .because("a regular expression can take time without bound");
}
