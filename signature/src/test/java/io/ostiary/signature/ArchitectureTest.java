package io.ostiary.signature;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.ostiary", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule USES_THE_JDK_ONLY =
      classes()
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "io.ostiary.signature", "java..", "javax.crypto..", "org.jspecify.annotations");

  @ArchTest
  static final ArchRule APPLIES_NO_REGULAR_EXPRESSION_TO_INPUT =
      noClasses().should().dependOnClassesThat().resideInAPackage("java.util.regex..");

  @ArchTest
  static final ArchRule ASKS_NOBODY_FOR_THE_TIME =
      noClasses()
          .should()
          .callMethod(java.time.Instant.class, "now")
          .orShould()
          .callMethod(System.class, "currentTimeMillis");
}
