from django.urls import path

from mellanrum.web.economy.imports import views

urlpatterns = [
    path("las-in/", views.import_files, name="import"),
    path("las-in/mallar/<str:name>", views.template, name="template"),
    path("las-in/<int:upload>/", views.upload, name="upload"),
    path("las-in/<int:upload>/bekrafta/", views.confirm_upload, name="confirm"),
    path("las-in/<int:upload>/avbryt/", views.cancel_upload, name="cancel"),
    path("las-in/<int:upload>/kolumner/", views.columns, name="columns"),
    path("filer/", views.files, name="files"),
    path("filer/<int:file>/hamta/", views.download, name="download"),
    path("filer/<int:move>/angra/", views.undo_move, name="undo"),
]
