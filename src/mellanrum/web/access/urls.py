from django.urls import path

from mellanrum.web.access.views import account, links, people

app_name = "access"
urlpatterns = [
    path("konto/", account.account, name="account"),
    path("konto/ett-steg-till/", account.second_factor, name="second_factor"),
    path("konto/ruta-for-appen.svg", account.totp_picture, name="totp_picture"),
    path("inbjudan/<str:secret>/", links.accept, name="accept"),
    path("nytt-losenord/<str:secret>/", links.new_password, name="new_password"),
    path("f/<slug:association>/behorighet/", people.people, name="people"),
    path("f/<slug:association>/behorighet/roller/", people.ability_table, name="abilities"),
    path("f/<slug:association>/behorighet/bjud-in/", people.invite, name="invite"),
    path("f/<slug:association>/behorighet/lank/", people.link, name="link"),
    path("f/<slug:association>/behorighet/inbjudan/<int:invitation>/dra-tillbaka/", people.withdraw, name="withdraw"),
    path("f/<slug:association>/behorighet/roll/<int:role>/avsluta/", people.end_role, name="end_role"),
    path("f/<slug:association>/behorighet/person/<int:person>/ny-roll/", people.give_role, name="give_role"),
    path("f/<slug:association>/behorighet/person/<int:person>/losenord/", people.password_link, name="password_link"),
]
