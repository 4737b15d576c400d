package io.ostiary.runtime;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.ostiary.realm.store.PostgresSettings;

/** Runtime wires; whatever else it did would belong to one of the modules that it wires. */
@AnalyzeClasses(
    packages = "io.ostiary.runtime",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule itNeverTouchesRequestsOrSecurityTypes =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "jakarta.servlet.http..", "jakarta.security..", "jakarta.enterprise..")
          .because("a plain servlet container has no Security types, and requests are filter's");

  @ArchTest
  static final ArchRule itKnowsNoStoreAndNoSecret =
      noClasses()
          .should()
          .dependOnClassesThat(
              resideInAnyPackage("io.ostiary.realm.store..", "io.ostiary.realm.credential..")
                  // Where the database is, as configured.
                  .and(not(type(PostgresSettings.class))));
}
