package io.ostiary.depot;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.ostiary.filter.mapping.ResourceAttributes;
import io.ostiary.policy.document.PolicySyntaxException;
import io.ostiary.realm.directory.CanonicalIds;
import io.ostiary.realm.directory.ResourcePolicies;

@AnalyzeClasses(packages = "io.ostiary.depot", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule ARROWS_POINT_ONE_WAY =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("depot")
          .definedBy("io.ostiary.depot")
          .layer("pages")
          .definedBy("io.ostiary.depot.pages..")
          .layer("s3")
          .definedBy("io.ostiary.depot.s3..")
          .layer("store")
          .definedBy("io.ostiary.depot.store..")
          .layer("checksum")
          .definedBy("io.ostiary.depot.checksum..")
          .whereLayer("depot")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("pages")
          .mayOnlyBeAccessedByLayers("depot")
          .whereLayer("s3")
          .mayOnlyBeAccessedByLayers("depot")
          .whereLayer("store")
          .mayOnlyBeAccessedByLayers("depot", "pages", "s3")
          .whereLayer("checksum")
          .mayOnlyBeAccessedByLayers("s3", "store");

  /** All that an application needs to know of Ostiary; of access-control lists, if it has them. */
  @ArchTest
  static final ArchRule OF_OSTIARY_FEW_TYPES_ARE_USED =
      noClasses()
          .should()
          .dependOnClassesThat(
              resideInAPackage("io.ostiary..")
                  .and(DescribedPredicate.not(resideInAPackage("io.ostiary.depot..")))
                  .and(DescribedPredicate.not(resideInAPackage("io.ostiary.policy.acl")))
                  .and(DescribedPredicate.not(type(CanonicalIds.class)))
                  .and(DescribedPredicate.not(type(ResourcePolicies.class)))
                  .and(DescribedPredicate.not(type(PolicySyntaxException.class)))
                  .and(DescribedPredicate.not(type(ResourceAttributes.class))));

  @ArchTest
  static final ArchRule NOTHING_IS_DECIDED_HERE =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("jakarta.security..", "jakarta.annotation.security..");

  @ArchTest
  static final ArchRule THE_STORE_KNOWS_NO_HTTP =
      noClasses()
          .that()
          .resideInAnyPackage("io.ostiary.depot.store..", "io.ostiary.depot.checksum..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("jakarta.servlet..", "jakarta.ws..");
}
